"""items

Revision ID: 004
Revises: 
"""
import sqlalchemy as sa
from alembic import op

revision = "004"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table("item", sa.Column("id", sa.Integer(), primary_key=True))


def downgrade():
    op.drop_table("item")
