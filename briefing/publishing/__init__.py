"""What lies beside the MP3: transcript, chapters, record."""
