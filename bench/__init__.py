"""What is measured, side by side with peers: same instance, same seconds, every answer checked again."""
