tell(Error; Error method; Error line)
