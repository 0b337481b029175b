"""tags

Revision ID: 20240215
Revises: 20240110
"""
import sqlalchemy as sa
from alembic import op

revision = "20240215"
down_revision = "20240110"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table("tag", sa.Column("id", sa.Integer(), primary_key=True))


def downgrade():
    op.drop_table("tag")
