"""Deliveries: read, recognised, checked for personal data, validated and stored, or refused whole."""
