"""venue of a game

Revision ID: 0144
Revises: 0143
"""
import sqlalchemy as sa
from alembic import op

revision = "0144"
down_revision = "0143"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("game", sa.Column("venue", sa.String(), nullable=True))


def downgrade():
    op.drop_column("game", "venue")
