"""entries

Revision ID: 20240110
Revises: 20240105
"""
import sqlalchemy as sa
from alembic import op

revision = "20240110"
down_revision = "20240105"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table("entry", sa.Column("id", sa.Integer(), primary_key=True))


def downgrade():
    op.drop_table("entry")
