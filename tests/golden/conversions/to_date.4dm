//fourd:
// Date of texts
tell(Date("2024-05-06")=!2024-05-06!)
tell(Date("2024-05-06T10:20:30")=!2024-05-06!)
tell(Date("")=!00-00-00!)
