//fourd:
// Braces in a message stand for properties
Try
	throw({componentSignature: "demo"; errCode: 9; who: "Eve"; what: "door"; message: "{who} closed the {what}"})
Catch
	tell(Last errors[0].message; Last errors[0].componentSignature; Last errors[0].errCode)
End try
