//fourd:
// String of every basic type
tell(String(12); String(-1.5); String(0))
tell(String(True); String(False))
tell(String(?01:02:03?); String(""))
tell(String("text"))
tell(String(!2024-05-06!; ISO date))
