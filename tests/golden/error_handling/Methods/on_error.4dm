tell("handler"; Error; Last errors[0].message)
