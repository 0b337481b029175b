"""rates

Revision ID: 0083
Revises: 0082
"""
import sqlalchemy as sa
from alembic import op

revision = "0083"
down_revision = "0082"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table("rate", sa.Column("id", sa.Integer(), primary_key=True))


def downgrade():
    op.drop_table("rate")
