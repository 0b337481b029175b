"""IBAN of an invoice

Revision ID: 0082
Revises: 0081
"""
import sqlalchemy as sa
from alembic import op

revision = "0082"
down_revision = "0081"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("invoice", sa.Column("iban", sa.String(), nullable=True))


def downgrade():
    op.drop_column("invoice", "iban")
