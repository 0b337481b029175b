"""weight of a thing

Revision ID: 0004
Revises: 0003
"""
import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("thing", sa.Column("weight", sa.String(), nullable=True))


def downgrade():
    op.drop_column("thing", "weight")
