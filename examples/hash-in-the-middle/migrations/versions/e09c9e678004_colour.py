"""colour of an item

Revision ID: e09c9e678004
Revises: 005
"""
import sqlalchemy as sa
from alembic import op

revision = "e09c9e678004"
down_revision = "005"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("item", sa.Column("colour", sa.String(), nullable=True))


def downgrade():
    op.drop_column("item", "colour")
