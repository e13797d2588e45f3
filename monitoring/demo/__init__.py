"""A believable story on Druten, told through the doors that people use, with the clock moved."""
