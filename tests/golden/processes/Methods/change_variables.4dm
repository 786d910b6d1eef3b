show(Undefined(vMine); <>shared)
vMine:=5
<>shared:=2
