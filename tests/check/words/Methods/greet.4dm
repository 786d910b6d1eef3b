ALERT("Hello")
