show(Error; Error method; Error line; Error formula)
