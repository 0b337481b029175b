"""users

Revision ID: 030
Revises: 
"""
import sqlalchemy as sa
from alembic import op

revision = "030"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table("account", sa.Column("id", sa.Integer(), primary_key=True))


def downgrade():
    op.drop_table("account")
