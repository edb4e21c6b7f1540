# Terminals at terminal management, and what leaks.

reason-terminals = { $cause }
reason-terminal-order-unknown = We did not give that order.
reason-terminal-order-other = The confirmation of terminal { $serial } says something else than the order.
reason-support-suspended = Agreement { $reference } is suspended for non-payment: pay what is owed, and we help again.
reason-support-without-licence = The device has no licence under agreement { $reference }: support follows the licence. Call us to get it back.
job-terminal_order = Connecting or disconnecting a terminal
job-terminal_poll = Terminals that were online
event-terminal-set = A terminal was confirmed by terminal management
event-terminal-set-connected = A terminal was connected
event-terminal-set-disconnected = A terminal was disconnected
actor-terminals = Terminal management

nav-leaks = Leaks
leak-title = Leaks
leak-intro = What is billed and not there, is there and not billed, or is online and must not be.
leak-not-asked = Terminal management is not set up: nobody says which terminals are online.
leak-empty = Leaks appear here when there are any.
leak-what = What
leak-do = What to do
leak-quarterly = A quarter, without VAT
leak-at-stake = { $amount } a quarter, without VAT
leak-returned = Returned, but billed
leak-returned-none = None. Devices that are back and still billed appear here.
leak-returned-do = Send a replacement, or end the line.
leak-both-online = Both ends of a swap are online
leak-both-online-none = None. Swapped devices that are used beside their replacement appear here.
leak-both-online-do = Disconnect the swapped device, and ask the merchant to send it.
leak-unseen = Billed, but not seen online
leak-unseen-none = None. Devices that were not online for { $days } days appear here.
leak-unseen-do = Call the merchant: is the device in use, or gone?
leak-alone = Licence without a device
leak-alone-none = None. Licences that run without a device appear here.
leak-alone-do = Send a device, or end the licence.
leak-unlicensed = Device without a licence
leak-unlicensed-none = None. Devices whose agreement runs without a licence appear here.
leak-unlicensed-do = Give the line its licence again, or get the device back.
