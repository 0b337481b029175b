"""size of an item

Revision ID: 007
Revises: e09c9e678004
"""
import sqlalchemy as sa
from alembic import op

revision = "007"
down_revision = "e09c9e678004"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("item", sa.Column("size", sa.String(), nullable=True))


def downgrade():
    op.drop_column("item", "size")
