ALERT("next")
