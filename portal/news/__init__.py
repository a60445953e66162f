"""What happened to shared results: told to the companies at once and to the technoparks once a day."""
