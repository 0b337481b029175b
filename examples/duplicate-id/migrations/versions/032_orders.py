"""orders

Revision ID: 032
Revises: 031
"""
import sqlalchemy as sa
from alembic import op

revision = "032"
down_revision = "031"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table("purchase", sa.Column("id", sa.Integer(), primary_key=True))


def downgrade():
    op.drop_table("purchase")
