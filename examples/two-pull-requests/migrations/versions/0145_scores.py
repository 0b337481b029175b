"""scores

Revision ID: 0145
Revises: 0144
"""
import sqlalchemy as sa
from alembic import op

revision = "0145"
down_revision = "0144"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table("score", sa.Column("id", sa.Integer(), primary_key=True))


def downgrade():
    op.drop_table("score")
