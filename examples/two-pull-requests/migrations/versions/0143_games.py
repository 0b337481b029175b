"""games

Revision ID: 0143
Revises: 0142
"""
import sqlalchemy as sa
from alembic import op

revision = "0143"
down_revision = "0142"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table("game", sa.Column("id", sa.Integer(), primary_key=True))


def downgrade():
    op.drop_table("game")
