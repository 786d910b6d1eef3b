// % looks for a whole word
show("Alpha Bravo"%"Bravo"; "Alpha Bravo"%"ravo")
show("Alpha Bravo Charlie"%"Bravo"; "Alpha Bravo Charlie"%"vo"; "Alpha Bravo Charlie"%"Alpha Bravo")
show("Alpha,Bravo,Charlie"%"Alpha"; "Software and Computers"%"comput@")
