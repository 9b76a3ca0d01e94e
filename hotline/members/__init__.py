"""Registered members and their chats with the duty desk."""
