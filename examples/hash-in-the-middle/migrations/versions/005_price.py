"""price of an item

Revision ID: 005
Revises: 004
"""
import sqlalchemy as sa
from alembic import op

revision = "005"
down_revision = "004"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("item", sa.Column("price", sa.String(), nullable=True))


def downgrade():
    op.drop_column("item", "price")
