"""start

Revision ID: 20240105
Revises: 
"""
import sqlalchemy as sa
from alembic import op

revision = "20240105"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table("ledger", sa.Column("id", sa.Integer(), primary_key=True))


def downgrade():
    op.drop_table("ledger")
