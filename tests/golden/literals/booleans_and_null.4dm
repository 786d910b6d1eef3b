//fourd:
// True, False and Null
tell(True; False; Null)
tell(Not(True); Not(False))
tell(Null=Null; Null=0; Null=""; Null=False)
tell(Value type(True)=Is boolean; Value type(Null)=Is null)
