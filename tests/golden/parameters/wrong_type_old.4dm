// With an old declaration no error is generated: the method gets an empty value
takes_text_old(42)
takes_text_old("right")
