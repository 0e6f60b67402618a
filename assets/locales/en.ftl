### What the program says in English. This file is the reference: every other language has the same messages
### with the same variables, and the build fails when one does not.

## Durations

duration-seconds =
    { $count ->
        [one] { $count } second
       *[other] { $count } seconds
    }
duration-minutes =
    { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
duration-hours =
    { $count ->
        [one] { $count } hour
       *[other] { $count } hours
    }
duration-days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
# Two neighbouring units, such as "3 hours" and "20 minutes".
duration-two-units = { $larger } { $smaller }

## Moments
##
## $time is a clock's time such as 14:32:05; $zone is the time zone's short name, such as CET or -03.

moment-today = { $time } { $zone }
# $day is 1 to 31, $month is 1 to 12.
moment-on-another-day =
    { $day } { $month ->
        [1] Jan
        [2] Feb
        [3] Mar
        [4] Apr
        [5] May
        [6] Jun
        [7] Jul
        [8] Aug
        [9] Sep
        [10] Oct
        [11] Nov
       *[12] Dec
    }, { moment-today }
# The same as an answer to "when".
at-moment-today = at { $moment }
at-moment-on-another-day = on { $moment }

# A day that may lie in another year.
calendar-day-of-year = { $day } { $month ->
        [1] Jan
        [2] Feb
        [3] Mar
        [4] Apr
        [5] May
        [6] Jun
        [7] Jul
        [8] Aug
        [9] Sep
        [10] Oct
        [11] Nov
       *[12] Dec
    } { $year }

## Stations of the way

station-credentials = Credentials
station-number = Number
station-method = Method
station-code = Code
station-security = Security
station-connected = Connection
rail-step = Step { $nth } of { $count }

## Methods

method-sms = SMS
method-voice = Voice call
method-popup = WhatsApp pop-up

## Locks and waits

lock-open = ready
lock-until = opens in { $wait }, { $at }
lock-closed = closed by WhatsApp for this number
lock-not-eligible = not offered for this number
lock-unknown = wait not known, needs a fresh look
lock-short-closed = closed
lock-short-unknown = not known
choice-in-a-moment = ready in { $wait }
choice-in = ready in { $wait }, { $at }
at-time-ago = { $time }, { $age } ago
at-time-now = { $time }, just now
in-wait-at = in { $wait }, { $at }
no-check-yet = none yet
in-wait = in { $wait }

## Labels of facts

fact-number = Number
fact-asked-number = Number asked for
fact-name = Name
fact-device = Device
fact-requests = Codes requested here in 24 h
fact-last-request = Last request
method-at = { $method } { $when }
fact-method = Method
fact-requested = Requested
fact-next-request = New request
fact-wrong = Refused so far
fact-waiting-since = Waiting since
fact-last-check = Last check
fact-next-check = Next check
fact-transfers = Transfers tried
fact-took = Took
fact-instances = Instances
fact-page = Page
fact-instance = Instance
fact-due = Paid until
fact-payment = Payment
payment-paid = paid
fact-email = Recovery e-mail
fact-two-step = Two-step PIN
shield-set = set
shield-unset = not set
shield-unread = could not be read
email-verified = { $address }, proved
email-unverified = { $address }, waits for its code
not-said = not said
checking = checking…

## Credentials

credentials-title = Credentials of the instance
credentials-lead = Three values from the Z-API panel. Going on only reads the instance's status; nothing is changed.
credentials-lead-resuming = To go on with { $number }. Tokens are never stored, so this instance's are needed again. Going on first reads the instance's status.
keep-title = Credentials to keep
keep-lead = Three values from the Z-API panel. They are kept as "{ $name }", readable by you alone. Nothing is sent.
field-instance-id = Instance ID
field-instance-id-hint = Panel: Instances, your instance. Or paste the whole API address here.
field-instance-token = Instance token
field-instance-token-hint = Panel: Instances, your instance, next to the ID.
field-client-token = Account security token (Client-Token)
field-client-token-hint = Panel: Security, Account security token. It is not the instance token.
field-held-hint = Kept. Backspace clears it, a paste replaces it.
unusual-instance-id = Unusual: an ID has 32 characters, 0-9 and A-F.
unusual-instance-token = Unusual: a token has 24 characters, 0-9 and A-F.
unusual-client-token = Unusual: it has 34 characters, F first and S last.
submit-credentials = Check and continue
submit-keep = Keep them

## Instances of an account

partner-title = List your instances
partner-lead = A partner token reads the list of the account's instances. Nothing is changed by that.
field-partner-token = Partner token
field-partner-token-hint = Z-API gives it to partners. It is none of the two other tokens.
submit-partner = List the instances
instances-title = Pick the instance
instances-lead = Mobile instances come first. Taking one fills in its ID and token; then only its status is read.
instances-none = The service lists no instance here.
instances-web = Only mobile instances can register a number. Web instances are listed and cannot be taken.
instance-named = { $name } ({ $id })
instance-unnamed = Instance { $id }
instance-web = web instance, cannot register
instance-no-token = its token is not in the list
instance-kind-unknown = kind not said
instance-until = until { $day }
instance-ended = ended { $day }
instance-connected = connected
instance-free = not connected
page-of = { $page } of { $pages }

## Already connected

already-title = This instance is connected already
already-lead = Nothing was changed, and nothing is overwritten. To put another number on it, disconnect it in the Z-API panel first.
already-line-unknown = Which line it is could not be read.

## The instance

warn-ended = The subscription ended on { $day }. Codes may be refused: renew it in the panel first.
warn-ends-soon = The subscription ends in { $wait }, on { $day }. Renew it in the panel in time.
warn-payment = The service calls the payment "{ $word }", not "PAID".

## Number

number-title = Number to connect
number-lead = The number must be in service: the code is sent to it. An international number with + can be pasted whole.
field-calling-code = Calling code
field-calling-code-hint = { $code } is { $country }.
field-country = Country or calling code
field-country-hint = Type a name or a calling code to change it.
field-country-hint-list = { $count ->
        [one] { $count } country
       *[other] { $count } countries
    }: type a name or code, or use ↑ ↓.
field-country-hint-none = Nothing found. Try another spelling or the code.
field-national = Number with area code
field-national-hint = Area code and number, for example { $example }.
field-national-other = Number without the calling code
field-national-hint-other = For example { $example }.
field-national-hint-trunk = Without the leading { $prefix }, for example { $example }.
field-national-hint-zero = With its leading 0, if it has one; for example { $example }.
field-national-hint-unknown = As it is dialled from abroad, without the calling code.
submit-number = Continue

gate-title = Use { $number }?
gate-lead = When all is done, WhatsApp leaves the phone that holds this number, and the number works through the API. Going on sets the number up at WhatsApp; no code is requested yet.
gate-replaces-session = This instance holds a lost session of a number. Going on replaces it. If that number should come back instead, leave here and restore the session in the panel.
gate-taken-over = Another instance or login took over the number that was connected here. Find out who uses it before you go on.
warn-not-valid = The numbering plan does not know this number. Compare it digit by digit with the customer before going on.
warn-lacks-ninth = This looks like a Brazilian mobile number without its ninth digit. Ask the customer for the number as they dial it today.
warn-landline = This is a landline: no SMS reaches it, only the voice call can.

## Board

board-title = How should the code arrive?
board-lead = Choose a way for { $number }. Nothing is sent yet: the next screen asks once more.
board-live = A registration is under way: a code was requested at { $time }. It can be taken up again.
board-turned-away = The request by { $method } at { $time } was refused with HTTP { $status } before anything was done. It does not count, and is not repeated by itself.
board-early = 48 hours of the wait for { $method } have passed, and WhatsApp says it is available again. The wait it named runs on. You can request before it ends, at the number's risk; waiting is the safe way.
advice-resume = Recommended: resume the registration under way.
advice-wait-for-code = Recommended: wait a little more, since codes can take some minutes.
advice-ask = Recommended: { $method }.
advice-wait = Recommended: wait for { $method }, which opens in { $wait }, { $at }.
advice-refresh = Recommended: refresh the waiting times.
advice-nothing = No way can be asked at present: WhatsApp closed them. Wait some hours, then refresh the waiting times.

request-title = Request a code now?
request-lead-sms = WhatsApp sends an SMS with a code to { $number }. Every request counts: too many block the number for hours.
request-lead-voice = WhatsApp calls { $number } and reads a code aloud, so somebody must answer. Every request counts: too many block the number for hours.
request-lead-popup = WhatsApp shows a pop-up on the phone that holds { $number }. Is that phone in somebody's hand, unlocked? Every request counts.
request-early-title = Request a code before the wait ends?
request-early-lead = WhatsApp named a wait until { $time } ({ $wait } left). A request before that can block the number for days or make the wait longer. Request now only if the owner cannot wait and knows this.
captcha-title = Read the picture
captcha-lead = WhatsApp sends the code to { $number } only when this picture was read. The request counts already and is not made again.
field-captcha = Characters in the picture
field-captcha-hint = Ctrl-O zoom, Shift-arrows move, Ctrl-Y invert, Ctrl-T tones, Ctrl-S save
field-captcha-save-hint = Ctrl-S saves the picture to a file
field-captcha-unseen-hint = As somebody reads them.
submit-captcha = Hand it in
picture-not-shown = { $why } If somebody reads it elsewhere, type the answer here. Else wait some hours before another request.
picture-elsewhere = { $why } Save it, open the file in a browser or a picture viewer, and type here what it shows.
picture-empty = The service sent no picture.
picture-not-kept = The picture came to another session and was not kept here.
picture-kept-by = The picture is kept by { $owner }: only that user of this machine can open it, for example with "zapi-onboard captcha".
picture-damaged = The picture is damaged and cannot be shown.
picture-too-large = The picture is larger than any real one and is not opened.
picture-unknown-format = What came is no known kind of picture and cannot be drawn here.
picture-other-format = The picture is a { $format } file, which cannot be drawn here.
picture-saved = Saved as { $path }, readable only by you, until the picture is answered. From your computer: { $command }
picture-kept = Saved as { $path }, readable only by you, with the bytes just as they came. From your computer: { $command }
picture-not-saved = The picture could not be saved: the folder for temporary files cannot be written to.

## Code

code-title = Type the code
code-lead-sms = An SMS with a code was requested for { $number }. Ask the customer to read it out.
code-lead-voice = A call that reads a code aloud was requested for { $number }. Ask the customer for the digits.
code-lead-popup = A pop-up was requested on the phone that holds { $number }. It shows a code, or connects with a tap.
code-other-method = You asked for { $asked }, and the service used { $used }.
field-code = Code
field-code-hint = Six digits. Pasting 123-456 works.
submit-code = Submit the code
pause-note = Three codes were refused. Pause until { $time } ({ $wait }), so that WhatsApp does not block the number. Compare the digits with the customer meanwhile.
pause-by-service = WhatsApp accepts nothing more until { $time } ({ $wait }). What you type stays here.
pause-long-code = WhatsApp accepts no code until { $time } ({ $wait }). Request a new one below, as soon as its method is available.
pause-long-captcha = WhatsApp accepts no answer to the picture until { $time } ({ $wait }). Request a new code below, as soon as its method is available.
pause-long-pin = WhatsApp accepts no PIN until { $time } ({ $wait }). If the owner is not sure of the PIN, they can reset it by e-mail meanwhile.
pause-note-captcha = Three answers to the picture were refused. Pause until { $time } ({ $wait }), so that WhatsApp does not block the number. Look at the picture again meanwhile.
pause-note-pin = Three PINs were refused. Pause until { $time } ({ $wait }), so that WhatsApp does not block the number. Ask the owner for the PIN again meanwhile.
not-arrived-title = No code yet
not-arrived-lead = First check { $number } with the customer, digit by digit. A code to a wrong number reaches somebody else.
not-arrived-check-sms = Is the phone on, with signal, and are messages from unknown senders not blocked? The newest message counts.
not-arrived-check-voice = Is the phone on, with signal, and are unknown callers not blocked? A call that nobody answers is lost.
not-arrived-check-popup = Is WhatsApp open on the phone that holds the number, with a connection to the internet?

## PIN

pin-title = Two-step verification PIN
pin-lead = { $number } is protected by a PIN that its owner chose in WhatsApp. Nobody sends it: ask the owner.
field-pin = PIN
field-pin-hint = Six digits, shown as dots. Enter hands them in.
submit-pin = Submit the PIN
recovery-title = Have a PIN reset mailed?
recovery-lead = WhatsApp mails a link to the address that the owner of { $number } once gave in the app. No code comes back here: the owner opens the link, resets the PIN, and tells you the new one. Without an address in the account no mail comes.
recovery-sent = A mail was asked for at { $time }. The owner opens its link; then type the new PIN.
recovery-lost = A mail was asked for at { $time }, and { $came }. Look in the inbox before asking again.

## Device

device-title = Confirm on the phone
device-lead = The phone that holds { $number } asks whether to move WhatsApp to another device. The customer opens WhatsApp there and accepts. This panel keeps watching.

## Verifying

verifying-title = Checking the connection
verifying-lead = The last step was accepted. { $number } counts as connected only when the service says so and names the same number.
verifying-overdue = Not connected after a minute: the phone may still ask to confirm, or another instance may have the number. Look at both. Checking again sends nothing; going back keeps the registration.
same-line-title = Is this the same line?
same-line-lead = You asked for { $number }. The instance is connected as { $shown }. WhatsApp may spell a line differently, but here it is not certain. Compare it with the number that the customer dials.
same-line-lead-already = This instance says that it is connected already, as { $shown }. That may be left over from before, or another person may have connected it. So nothing is sent. Has WhatsApp stopped on the phone of { $number }? If not, check again or go back.
same-line-lead-unreadable = The instance is connected, but WhatsApp does not show a phone number. Is it { $number }? Check the Z-API panel, or ask the customer whether WhatsApp has stopped on their phone.

## Unknown outcome

unknown-title = No answer: what do you see?
unknown-title-unclear = No clear answer: what appears on the customer's phone?
# What came instead of an answer, in the sentences below.
unknown-came-nothing = no answer came back
unknown-came-status = HTTP { $status } came back, which does not say whether it counted
unknown-came-vague = the answer does not say whether it counted
unknown-lead-request = The request for a code to { $number } was sent, and { $came }. It may have counted, so it is not sent again. Wait a minute and ask the customer.
unknown-lead-captcha = The answer to the picture was handed in, and { $came }. A code to { $number } may be on its way. Wait a minute and ask the customer.
unknown-lead-code = The code was handed in, and { $came }. It may have been accepted, so it is not sent again by itself. Look at the phone.
unknown-lead-pin = The PIN was handed in, and { $came }. It may have been accepted, so it is not sent again by itself. Look at the phone.
unknown-lead-transfer = The transfer was asked for, and { $came }. It may have worked, so it is not sent again by itself.

## Stops

halted-unavailable-title = This number cannot be registered for now
halted-unavailable-lead = The service says that { $number } is not available. Check the number with the customer; look again when the wait is over.
halted-banned-title = WhatsApp banned this number
halted-banned-lead = No code can be requested for { $number }. WhatsApp takes an appeal, which can be written and filed here. Asking again before that changes nothing.
halted-review-title = WhatsApp looks at the appeal
halted-review-lead = The appeal for { $number } was filed at { $time }. No message tells the result, and it can take days. Ask about the number again later; when the ban is lifted, the ways to a code open.
halted-review-lost-lead = The appeal for { $number } was sent at { $time }, and { $came }. It may have arrived: ask about the number later, and file it again only if that shows the ban unchanged.
halted-blocked-title = WhatsApp blocked this number for now
halted-blocked-lead = Stop here: every further try makes it longer. Wait between 1 and 6 hours, then try once, with WhatsApp open on the phone that holds { $number }. A fresh look is offered when the first wait is over.
halted-blocked-until = The service names a wait: { $wait }, until { $time }.
halted-declined-title = The code request was declined
halted-declined-lead = The service did not send a code to { $number } and did not say why. Do not request again now: wait some hours, then look again, or ask Z-API support with the number and the time.
halted-unknown-title = An answer that nobody documented
halted-unknown-lead = The service answered the code request for { $number } in a way that this program does not know. Nothing more is requested. Give the text below to Z-API support.
halted-wrong-title = Another number got connected
halted-wrong-lead = You asked for { $number }, and the instance is connected with another line. Do not use it. Disconnect it in the Z-API panel, tell whoever owns that line, and only then look again.
welcome-title = Welcome back
welcome-lead = These numbers were left unfinished. Go on with one of them where it stands, or begin with another number. Nothing is sent before you say so.
unfinished-label = { $number }: { $situation }
unfinished-held = in use by { $who }
unfinished-handed-over = handed over to another machine: ask there first
unfinished-last = last at { $time }
situation-number = the number is chosen
situation-board = choose how the code comes
situation-captcha = the captcha is to be answered
situation-code = the code is awaited
situation-pin = the two-step PIN is wanted
situation-device = the phone has to confirm
situation-verification = the final check
situation-in-doubt = a lost answer to clear up
situation-connected = connected
report-title = Onboarding of { $number }
report-session = Session
report-service = Service
report-situation = Situation
report-state = State
report-connected-as = WhatsApp shows
entry-begun = began
entry-taken-up = took it up again
entry-taken-over = took it over from { $who }
entry-exported = handed it over to another machine
entry-imported = took it in from { $who }
entry-forgotten = had it forgotten
entry-late = after the number was taken over: { $step } – { $outcome }
entry-ended = { $step } – { $outcome }
ended-not-sent = nothing was sent
ended-succeeded = accepted
ended-declined = refused
step-credentials = credentials of instance { $instance } accepted
step-availability = availability of { $number } asked
step-requested = code requested for { $number }: { $method }, request { $nth }
step-code = code handed in, try { $nth }
step-pin = two-step PIN handed in, try { $nth }
step-captcha = captcha answered, try { $nth }
step-recovery = mail for a new PIN asked for
step-transfer = transfer called, try { $nth }
step-transfer-posted = transfer called by POST, try { $nth }
step-appeal = appeal filed, number { $nth }
step-email = e-mail address of the account sent
step-email-code = mailed code handed in
step-new-pin = new two-step PIN sent
step-nothing-sent = it never left this machine
step-turned-away = refused with HTTP { $status } before anything was done
step-wait-overridden = The rest of the wait for { $method } was overridden
step-captcha-required = the service wants a captcha answered
step-pin-required = the service wants the two-step PIN
step-device-required = the service wants a confirmation on the phone
step-unknown = no clear answer came: the outcome is unknown
step-in-review = WhatsApp looks at the appeal
step-unbanned = WhatsApp lifted the ban
step-halted = stopped
step-connected = the right number is connected
step-resumed = gone on with
held-title = Somebody else is at it
held-lead-line = { $who } is registering { $number } on this machine, since { $time }. Two people on one number use up its code requests and get it blocked.
held-lead-instance = { $who } is using this instance for another number on this machine, since { $time }. One instance connects one number.
held-warning = Speak with them first. When you take it over, their program sends nothing new. You can read at once; if a call of theirs is under way, sending waits until it can no longer arrive: 55 seconds at most.
under-way-note = { $who } sends nothing new; a call under way may still arrive until { $time } ({ $wait }). Until then nothing is sent from here. Reading works at once.
under-way-unnamed = The former program
late-note = What came of the call that was under way: { $step } – { $outcome }.
late-note-by = What came of the call by { $who }: { $step } – { $outcome }.
late-not-sent = held back in time, nothing was sent
late-succeeded = the service did it
late-step-wanted = the service wants one more step
late-declined = the service did not do it
late-blocked = the number is blocked
late-unknown = it is not known whether it took effect
trouble-title = Nothing can be written down
trouble-set-aside-title = The journal was damaged
trouble-set-aside-lead = { $path } could not be read. It was set aside unchanged as { $aside }, and a fresh one was begun. Former onboardings, their requests and their waits are not known here: read fresh waits before you request a code.
trouble-newer = { $path } was written by a newer version of zapi-onboard and is left alone. Use that version, or name another folder with --state-dir.
trouble-not-writable = { $path } may not be written to. Give this account the right to write there, or name another folder with --state-dir.
trouble-full = There is no room left for { $path }. Make room on that disk, then try again.
trouble-exposed = { $path } can be read by other accounts, and this account may not change that. Its owner can: chmod 600.
trouble-busy = Another process keeps { $path } busy. Try again in a moment.
trouble-replaced = { $path } was removed, moved or replaced while a program was using it. Put it back and try again, or close every zapi-onboard and start again.
trouble-open-elsewhere = { $path } was written by an earlier version and must be updated first, which is not possible while { $who } has it open. Ask them to close zapi-onboard, then try again.
trouble-open-elsewhere-unnamed = { $path } was written by an earlier version and must be updated first, which is not possible while another zapi-onboard has it open. Close that one, then try again.
trouble-broken = { $path } cannot be used. Look at that folder and its disk, or name another one with --state-dir.
journal-on-network = Saved progress is on a network file system ({ $kind }): programs on other machines may not see who works on a number. Use a local disk (--state-dir).
request-on-network = Saved progress is on a network file system ({ $kind }). Request a code only if no one works on this number from another machine: two requests would count.
trouble-warning = Without it, a dropped line loses where you are, and nobody else on this machine sees that you are at a number. A request counts all the same.
appeal-title = Appeal against the ban
appeal-lead = Say why WhatsApp should lift the ban of { $number }. The text is sent once, as it stands here.
field-appeal = Reason
field-appeal-hint = Ctrl-T brings the next ready-made text, in each language; edit it.
submit-appeal = Send the appeal
appeal-template-business = Hello. This number belongs to our company, and customers reach us through it. We write only to people who contacted us or agreed to it. We believe that it was banned by mistake and ask for a review.
appeal-template-new = Hello. We received this number recently from the carrier, and its former owner is not known to us. We have not sent anything from it yet. Please review the ban.
appeal-template-mended = Hello. We have read the terms of use and found what broke them: messages to people who had not agreed. We stopped it and changed our procedure. We ask for the number to be released.

## Leaving

leave-title = Leave this registration?
leave-lead-unknown = The last call about { $number } was not answered, and nobody knows yet whether it took effect. The board keeps this question for you.
leave-lead-captcha = The code for { $number } waits for the captcha. The board keeps the registration, and you can take it up again from there.
leave-lead-code = A code for { $number } was requested. The board keeps this registration: when the code arrives, take it up again from there.
leave-lead-pin = { $number } waits for its PIN. The board keeps the registration, and you can take it up again from there.
leave-lead-device = { $number } waits for the confirmation on the phone. The board keeps the registration, and you can take it up again from there.
leave-lead-verification = { $number } has done every step, and only the final check is open. You can take it up again from the board.

## Connected

connected-title = Connected
connected-lead = { $number } works through the API now. Both the service and the device report the same number.
connected-lead-confirmed = { $number } works through the API now. You confirmed that the connected line is this number.
connected-other-spelling = You asked for { $number }, and WhatsApp shows it as { $shown }. It is the same line.

## Protecting the account

secure-title = Protect the account
secure-lead = { $number } is connected. An e-mail address lets its owner recover the account, and a PIN keeps others from registering the number. Both can be skipped.
email-title = Recovery e-mail
email-lead = The owner of { $number } can reset a forgotten PIN by this address. Sending sets it, in place of any before.
field-email = E-mail address
field-email-hint = One that the owner reads, such as name@example.com.
submit-email = Set this address
email-code-title = Code from the e-mail
email-code-lead = A code was mailed to the account's address. The address counts once the code is handed in.
field-email-code = Code
field-email-code-hint = As it stands in the e-mail. Look in the spam folder too.
email-code-pause = Three were not accepted. Pause until { $time } ({ $wait }); look for the newest e-mail meanwhile.
submit-email-code = Hand in the code
new-pin-title = Set a two-step PIN
new-pin-lead = WhatsApp will ask for this PIN when { $number } is registered again. Its owner must know and keep it. Sending sets it, in place of any before.
field-new-pin = New PIN
field-new-pin-hint = Six digits, shown as dots.
field-new-pin-again = New PIN once more
field-new-pin-again-hint = The same six digits.
submit-new-pin = Set this PIN

## Choices

choice-back = Back
choice-back-change = No, back
choice-leave = Leave the program
choice-list-instances = Pick from a list with a partner token
choice-next-page = Next page
choice-previous-page = Previous page
choice-use-number = Yes, use this number
choice-request = Yes, request it now
choice-pick-early = { $method }, before its wait ends
choice-request-early = Yes, request it before the wait ends
choice-ask-again = Ask the service about the number again
choice-look-again = Refresh the waiting times
choice-resume = Resume the registration under way
choice-start-new = Begin with another number
choice-try-again = Try again
choice-go-on = Go on
choice-go-unrecorded = Go on without writing anything down
choice-take-over = Take it over
choice-check-now = Check now
choice-accepted = The customer accepted on the phone: finish
choice-transfer-by-post = The customer accepted on the phone: finish by POST
choice-pin-forgotten = The owner does not know the PIN
choice-recover-pin = Yes, have WhatsApp send the mail
choice-not-arrived = No code has arrived
choice-have-code = I have a code already
choice-write-appeal = Write an appeal
choice-code-arrived = A code arrived
choice-nothing-arrived = No code arrived
choice-type-again-code = The phone shows no change: type the code again
choice-type-again-pin = The phone shows no change: type the PIN again
choice-type-again-captcha = No code: read the picture again
choice-pin-asked = WhatsApp asks for a PIN
choice-phone-asks = The phone asks to confirm the move
choice-same-line = Yes, it is the same line
choice-other-line = No, it is another line
choice-protect = Protect the account
choice-set-email = Set the recovery e-mail
choice-type-email-code = Type the code from the e-mail
choice-set-pin = Set the two-step PIN
choice-stay = Stay here
choice-keep-waiting = Keep waiting for this code
choice-leave-registration = Leave it for now
choice-stop-waiting = Stop waiting for the answer

## Calls under way

doing-reading-status = Reading the instance's status…
doing-reading-device = Reading which number is connected…
doing-reading-instance = Reading the instance's name and term…
doing-listing-instances = Reading the list of instances…
doing-asking-availability = Asking about the number…
doing-requesting-code = Requesting the code…
doing-sending-code = Handing in the code…
doing-sending-pin = Handing in the PIN…
doing-answering-captcha = Handing in the answer…
doing-recovering-pin = Asking for the mail…
doing-finishing-transfer = Finishing the transfer…
doing-appealing = Filing the appeal…
doing-reading-security = Reading what protects the account…
doing-setting-email = Setting the e-mail address…
doing-verifying-email = Handing in the code from the e-mail…
doing-setting-pin = Setting the PIN…
doing-until = { $doing } At most { $wait }, until { $time }.

## What a check found

finding-pending = not connected yet
finding-taken-over = another instance or login took the number
finding-line-unclear = connected, but the number could not be read
finding-unclear = the answer does not tell
finding-unreachable = the service could not be reached
finding-limited = the service wants fewer requests
finding-refused = the service refused the question
check-at = { $finding } ({ $time })

## Problems

problem-empty-id = The instance ID is missing.
problem-empty-token = The instance token is missing.
problem-empty-client = The account security token is missing. It is in the panel under Security, and must be activated there once.
problem-unusable-id = The instance ID holds a space or a character that no ID has. Copy it again from the panel.
problem-unusable-token = The instance token holds a space or a character that no token has. Copy it again from the panel.
problem-unusable-client = The account security token holds a space or a character that no token has. Copy it again from the panel.
problem-other-address = This is an address, but not the API address of an instance. That one looks like …/instances/ID/token/TOKEN.
problem-unplaced = { $count ->
        [one] One pasted value does not look like any of these three, so it was left out. Paste it by itself into its field.
       *[other] { $count } pasted values do not look like any of these three, so they were left out. Paste each by itself into its field.
    }
problem-which-field = { $left ->
        [one] A pasted value of { $chars } characters does not look like any of these three. It is kept hidden. Which one is it? 1: instance ID, 2: instance token, 3: account security token, 0: none, drop it.
       *[other] { $left } pasted values do not look like any of these three. They are kept hidden. Which one is the next, of { $chars } characters? 1: instance ID, 2: instance token, 3: account security token, 0: none, drop it.
    }
problem-same-token = The account security token is the same as the instance token, which is always a mix-up. The account security token is in the panel under Security.

problem-partner-empty = The partner token is missing.
problem-partner-unusable = The partner token holds a space or a character that no token has. Copy it again.
problem-partner-other = This is the same as one of the other tokens, which is always a mix-up. Z-API gives the partner token to partners.

problem-no-calling-code = The calling code is missing. Brazil's is 55.
problem-unknown-calling-code = No country has this calling code.
problem-number-empty = The number is missing.
problem-number-not-digits = { $sign } at position { $place } of the number is not a digit.
problem-number-prefix = The { $prefix } in front of the number is not part of it: it is not dialed any more. Without it, the number is { $number }. Check it with the customer.
problem-number-short = The number has too few digits for its country.
problem-number-long = The number has too many digits for its country.
problem-number-length = No number of this country has that many digits.
problem-number-area = The area code is missing. Ask the customer for it and put it in front of the number.
problem-number-repeats = The calling code is there twice. Leave it out of the number.

problem-email-empty = The e-mail address is missing.
problem-email-space = There is a space in the e-mail address, and no address has one.
problem-email-at = An e-mail address has a name, one @ and a domain, such as name@example.com.
problem-email-domain = What follows the @ must be a domain with a dot, such as example.com.
problem-email-long = No e-mail address is that long.
problem-wrong-email-code = That code was refused as wrong. Compare it with the newest e-mail.
problem-pins-differ = The two PINs are not the same. Type both again.
problem-change-declined = The service did not make this change. What was set before still holds.

problem-several-lines = Several lines were pasted, so nothing was taken. Copy only what belongs in this field.
problem-digits-empty = Nothing was typed yet.
problem-digits-not-digits = { $sign } at position { $place } is not a digit.
problem-digits-no-code = There is no six-digit code in this text. Type only the six digits.
problem-digits-several = There is more than one code in this text: { $codes }. Type the one from the newest message.
problem-digits-several-pins = There is more than one PIN in this text. Type only the six digits of the right one.
odd-letter = The letter { $letter }
odd-sign = The character { $sign }
odd-unseen = An invisible character ({ $number })
problem-digits-length = That is { $count ->
        [one] { $count } digit
       *[other] { $count } digits
    }; six are wanted.
problem-unusual-length = Codes have six digits, and this one has { $count }. If the phone really shows that many, hand it in once more.
problem-unusual-pin = PINs have six digits, and this one has { $count }. If it really has that many, hand it in once more.
declined-expired = This code has expired. Request a new one as soon as a method is available.
declined-too-often = WhatsApp says this was too fast or too often. Do not try again before the wait is over, or the number may be blocked.
declined-no-route = WhatsApp cannot reach this phone by this method. Choose another one.
declined-pin-wanted = WhatsApp asks for the two-step PIN.
declined-bad-request = WhatsApp says that something in the request is not valid. Check the number and what was typed.
declined-service-fault = The service has a problem of its own that you cannot fix. Send Z-API support the text below.
declined-later = WhatsApp is not available for this at the moment. Try again later.
declined-not-allowed = WhatsApp does not allow this for this number or account. Trying again does not help; ask Z-API support.
declined-other = This was not accepted. The service's own words are below.
declined-until = { $what } Available in { $wait } ({ $time }).
problem-wrong-code = That code was refused as wrong. Compare it with the phone; the newest message counts. Nothing was lost.
problem-wrong-pin = That PIN was refused as wrong. Ask the owner again: it is the PIN of WhatsApp, not of the phone or the bank.
problem-wrong-captcha = That was read wrong. Look once more: the picture may be another one. Nothing was lost.
problem-empty-captcha = Type what the picture shows first.
problem-appeal-empty = The reason is missing. Write it, or take a ready-made text.
problem-appeal-long = The text has { $count } characters; at most { $most } are sent. Shorten it.
problem-appeal-declined = The service did not take the appeal. Read its words below; sending the same again will not help.
problem-appeal-kept-by = The token for an appeal is kept by { $owner }: that user of this machine can send the appeal. To send it yourself, refresh the waiting times first: that brings a token of your own.
problem-appeal-declined-silent = The service did not take the appeal and gave no reason. Sending the same again will not help.
problem-recovery-declined = WhatsApp sent no mail. The account may have no e-mail address. The owner can look in the app: Settings, Account.
problem-unbanned = WhatsApp lifted the ban. Refresh the waiting times to see how a code can come.
problem-too-early = The phone has not accepted yet, says the service. Look at the phone together with the customer; wait a moment before the next try.
problem-not-sent-yet = The service sent no code, because a wait is running. See the board for when it opens.
problem-status-unclear = The service's answer does not tell whether the instance is free, so nothing was sent. Try again in a moment.
problem-locked = Not now: { $lock }.

raw-text = The service's words: { $text }
raw-status = HTTP status: { $status }

refusal-client-missing = The account security token did not arrive or was never activated. In the panel: Security, Account security token, activate it; then go back to the credentials.
refusal-client-wrong = The account security token was refused. It may have been renewed, or be the instance token by mistake. Copy it from the panel under Security.
refusal-partner-wrong = The partner token was refused. Copy it again, or ask Z-API whether it is still valid. Without it, the three values can be typed.
refusal-address = This account admits only certain IP addresses, and yours is not one of them. Add it in the panel under Security, or run this from an admitted server; until then every try is refused.
refusal-no-instance = The service knows no instance with this ID and token. Copy both from the same instance in the panel; it may also have been deleted.
refusal-not-mobile = This is a web instance. Numbers are registered only on mobile instances, so trying again will not help: go back and take the credentials of a mobile one.
refusal-conflict = Another instance or login uses this number. Find out who and end that one in its panel; before that, trying again only makes the two throw each other out.
refusal-subscription = This instance's trial or subscription has ended, and every call is refused until it is renewed in the panel. Then try again: nothing was lost.
refusal-no-route = The service does not know this path. Check the base address; nothing was done.
refusal-unauthorized = The service refused these credentials (HTTP { $status }). Nothing was done. Copy the instance's values and the account security token from the panel again: the same ones are not tried again for this number.
refusal-form = The service, or a gateway in front of it, refused the form of this call (HTTP { $status }). Nothing was done.
refusal-form-once-more = The service, or a gateway in front of it, refused the form of this call (HTTP { $status }) before anything was done. It is not sent again by itself. Wait { $wait }, until { $time }; then you can send it once more.
refusal-form-over = The form of this call was refused again (HTTP { $status }) before anything was done. Nothing more is requested until { $time }. For Z-API support: "Calls to this mobile instance, made as documented, are answered with HTTP { $status }, twice within a day. Please check its routes."
refusal-too-many = The service wants fewer requests. Wait before the next one.
refusal-too-many-until = The service wants fewer requests. Wait { $wait }, until { $time }, before the next one.
refusal-too-many-over = The service asked for fewer requests. The wait is over: you can try now.
refusal-other = The service refused this. Trying again the same way will not help.

clock-ahead = This machine's clock is { $by } ahead of the service's. The times shown go by it; the waits stay right.
clock-behind = This machine's clock is { $by } behind the service's. The times shown go by it; the waits stay right.

cause-dns = The server's name could not be found. Check the network and the base address.
cause-connect = No connection to the server. Check the network, a proxy or firewall, and the base address.
cause-tls-handshake = No secure connection: the server and this program could not agree on one. Check the base address, and whether a proxy or firewall stands in between.
cause-tls-no-store = No secure connection: this machine has no certificates to check the server with. Install its certificate store (on Debian: ca-certificates).
cause-tls-name = No secure connection: the server's certificate is made out to "{ $names }" and not to this address. Check the base address, and whether a proxy or the login page of a network stands in between.
cause-tls-name-unread = No secure connection: the server's certificate is made out to another address. Check the base address, and whether a proxy or the login page of a network stands in between.
cause-tls-expired = No secure connection: the server's certificate has expired. If the clock of this machine is wrong, set it: it says { $today }. If it is right, whoever runs the server must renew the certificate.
cause-tls-early = No secure connection: the server's certificate is not valid yet. If the clock of this machine is wrong, set it: it says { $today }. If it is right, whoever runs the server must replace the certificate.
cause-tls-issuer = No secure connection: this machine does not trust "{ $name }", who issued the server's certificate. If that is a proxy or firewall of yours, install its root certificate here or name its file in SSL_CERT_FILE; if not, do not go on in this network.
cause-tls-issuer-unnamed = No secure connection: this machine does not trust whoever issued the server's certificate. If that is a proxy or firewall of yours, install its root certificate here or name its file in SSL_CERT_FILE; if not, do not go on in this network.
cause-tls-other = No secure connection: the server's certificate was not accepted. Check the base address, and whether a proxy or firewall stands in between.
cause-tls-issued-by = The certificate was issued by "{ $name }".
cause-timeout = The server did not answer in time.
cause-broken = The connection broke before the answer was complete.
cause-interrupted = The program ended before the answer came.
cause-not-recorded = It could not be written down that this would be sent.
cause-taken-over = Somebody took the number over in that moment.
cause-too-late = Too much time passed between writing the call down and sending it.
cause-call-under-way = A call that was under way before may still arrive.
cause-already-connected = This instance says that it is connected already. That may be left over from before.
cause-status-changed = The status changed in that moment.
cause-redirected = The server points to another address, which is not followed, so that the tokens do not go there. Check the base address.
cause-too-large = The answer is larger than any real one and was not read.
cause-server-error = The server failed (HTTP { $status }). This is on its side; try again in a minute.
cause-not-understood = The answer (HTTP { $status }) is not one that the service documents. Check the base address; a gateway may stand in between.
effect-not-sent = Nothing was sent.
effect-no-answer = Only a question was asked, so nothing changed. You can try again.
effect-unknown = It may have taken effect, and is not repeated by itself.

## The way of the number

passage-phone = phone
passage-service = Z-API
passage-planned = moves when all is done
passage-waits = waits for a yes
passage-checking = being checked
passage-done = moved

## The frame
##
## A key stands before the first space; a space inside of its name is a no-break space.

keys-next = Tab next
keys-go-on = Enter go on
keys-new-line = Enter new line
keys-choose = ↑ ↓ choose
keys-take = Enter take
keys-shut-list = Esc close list
keys-back = Esc back
keys-secret = Ctrl-R show
keys-leave = Ctrl-C leave
keys-more = PgUp/PgDn more
leave-again = Press Ctrl-C once more to leave. A call under way is not taken back.
handing-in = Six digits: handing them in. Any key stops it.
too-small = This window is too small ({ $columns }×{ $rows }). Make it at least 60×18, or press F4 for line mode. Nothing is lost.
demo-mark = demo
demo-hint = Demo: { $hint }
customer-label = To the customer: { $text }
customer-preparing = Hello! I am preparing the connection of your number. Please keep the phone with that number at hand.
customer-number = Which number shall we connect? Please tell me the area code and the number as you dial it.
customer-gate = We are about to connect { $number }. When all is done, WhatsApp stops working on your phone with this number. Do you agree?
customer-board = You will get a code from WhatsApp. Do you prefer an SMS or a call?
customer-board-shut = WhatsApp is not sending codes to this number right now. We have to wait a little; I will tell you when it goes on.
customer-request-sms = WhatsApp will send you an SMS with a six-digit code. Please read it out to me when it arrives.
customer-request-voice = WhatsApp will call you and read out a six-digit code. Please answer, note it down, and tell me.
customer-request-popup = Please open WhatsApp on the phone with this number. A message about a new device will appear there.
customer-captcha = One moment: WhatsApp asks me a security question before it sends the code.
customer-code-sms = Has the SMS from WhatsApp arrived? Please read me the six digits. Give them to nobody else.
customer-code-voice = Has WhatsApp called? Please tell me the six digits. Give them to nobody else.
customer-code-popup = Do you see the message in WhatsApp? If it shows a code, read it to me; if it asks, accept it.
customer-not-arrived = Let us check: is your number { $number }? Is the phone on, with signal, and does it take unknown callers and senders?
customer-pin = WhatsApp asks for the six-digit PIN that you once chose for two-step verification. Do you remember it?
customer-recovery = WhatsApp can mail you a link to reset the PIN. Can you open the e-mail of your WhatsApp account?
customer-device = Please open WhatsApp on your phone. It asks whether to move the account to another device: accept it, and tell me.
customer-verifying = Thank you! I am checking the connection; it takes a few seconds.
customer-same-line = Please check for me: has WhatsApp stopped working on your phone with this number?
customer-seen-code = Please look at your phone: has a code from WhatsApp arrived?
customer-seen-phone = Please look at WhatsApp on your phone and tell me what it shows.
customer-stop-later = WhatsApp does not register this number at the moment. We will try again later; please do not try by yourself meanwhile.
customer-stop-blocked = WhatsApp blocked new tries for some hours. Please do not ask for codes meanwhile; keep WhatsApp open on your phone.
customer-stop-banned = WhatsApp banned this number. We can file an appeal for you; its review can take days.
customer-stop-review = WhatsApp is looking at our appeal. It can take days; I will get back to you.
customer-stop-wrong = Another number than yours got connected. Please wait while I undo it.
customer-appeal = What was the number used for, and did you get a message about the ban? I write it into the appeal.
customer-later = We will go on later. Please do not ask WhatsApp for codes meanwhile.
customer-secure = To protect { $number }: name an e-mail address that you read, and choose a PIN of six digits that you will remember.
customer-connected = Done: { $number } is connected. WhatsApp on your phone is logged out of this number, as agreed.
keys-help = F1 help
keys-customer = F2 customer
keys-copy = F5 copy
copied = Sent to the clipboard of your terminal. Where it does not take it, Ctrl-S saves a file.
evidence-saved = Saved as { $path }, readable only by you.
evidence-not-saved = The file could not be written into the present folder. Start from a folder of your own.
evidence-head = zapi-onboard { $version }, { $time }

## After leaving

left-connected = { $number } is connected.
left-already = The instance was connected already; nothing was changed.
left-credentials = The credentials were refused; nothing was changed.
left-halted = Stopped: { $reason }.
left-waiting = Left while a wait is running: request nothing before it is over. Whatever was requested before counts.
left-step-needed = Left before one more step: the captcha or the PIN. What was requested counts.
left-digits = Left after a refused captcha, code or PIN.
left-unknown = Left with an unknown outcome: look at the phone and at the instance's status before requesting again.
left-unfinished = Left before the end.
left-held = Left because somebody else is at it. Nothing new is sent from here.

## The command line

cli-nobody-answers = zapi-onboard: nobody can answer here: standard input is no terminal and nothing comes from it. Start it from a terminal, over SSH with "ssh -t", or with --plain or --json and the answers on standard input.
cli-output-elsewhere = zapi-onboard: the questions would not be seen, since standard output is no terminal. Leave it on the terminal, or say --plain or --json if that is what you want.
cli-base-not-address = zapi-onboard: the base address is no http or https address. Check --base-url or ZAPI_BASE_URL; the vendor's is https://api.z-api.io.
cli-base-plain-http = zapi-onboard: the base address is plain http, so the tokens could be read on the way. Only this machine may be reached like that; use https.
cli-base-has-extras = zapi-onboard: the base address must be no more than scheme, host, port and path. Credentials are typed in the wizard or come from the environment.
cli-client = zapi-onboard: no secure connections can be made on this machine. Install its certificate store (on Debian: ca-certificates).
cli-unknown-scenario = zapi-onboard: there is no scenario named "{ $name }". There are: { $names }.
cli-unknown-zone = zapi-onboard: there is no time zone named "{ $name }". An example of one is America/Sao_Paulo.
cli-simulate-no-address = zapi-onboard: nobody can be served at { $address }. It is in use, or it is no address of this machine. Choose another one with --listen.
cli-simulate-open = zapi-onboard: other machines can reach this simulated service. It has no secrets, but nothing protects it either.
cli-simulate-number = Number: { $number }
cli-simulate-code = Code: { $code }
cli-simulate-pin = PIN: { $pin }
cli-simulate-captcha = Captcha: { $first }; after a wrong answer { $next }
cli-simulate-email-code = Code for the account's e-mail: { $code }
cli-simulate-end = Serving. End it with Ctrl-C.
cli-farewell = zapi-onboard: { $text }
cli-resume = zapi-onboard: go on with it by: zapi-onboard resume { $session }
cli-no-state = zapi-onboard: there is no home folder to keep the journal in. Name a folder with --state-dir.
cli-no-session = zapi-onboard: no onboarding is named "{ $name }". "zapi-onboard sessions --all" lists them.
cli-many-sessions = zapi-onboard: more than one onboarding begins with "{ $name }". Give more of its name.
cli-other-service = zapi-onboard: this onboarding is with { $theirs }, and the base address is { $ours }. Give that address with --base-url, if you trust it with your tokens.
cli-session-in-use = zapi-onboard: somebody is working on { $name } on this machine. Have them leave first.
cli-cannot-write = zapi-onboard: { $path } cannot be written. It must not be there yet, and its folder must take it.
cli-cannot-read = zapi-onboard: { $path } cannot be read as text.
cli-exported = zapi-onboard: handed over. It holds no tokens: your colleague uses their own. Do not go on with it here, since two at once use up the number's code requests.
cli-no-hand-over = zapi-onboard: { $path } is no onboarding that "zapi-onboard export" wrote, or it is damaged.
cli-newer-hand-over = zapi-onboard: { $path } was written by a newer version of zapi-onboard. Use that one here too.
cli-known-session = zapi-onboard: { $name } on this machine is about the same number and instance. Go on with that one, or forget it first.
cli-forgotten = zapi-onboard: { $name } is forgotten. Its requests count at WhatsApp all the same.
cli-still-kept-by = zapi-onboard: its captcha picture or appeal token is kept by { $owner }, and is erased when that user next works with an onboarding here.
cli-cannot-log = zapi-onboard: { $path } cannot be written as a log of your own. Name another file with --log.
cli-single-credentials = zapi-onboard: credentials are missing. Set ZAPI_INSTANCE_ID, ZAPI_INSTANCE_TOKEN and ZAPI_CLIENT_TOKEN.
cli-single-number = zapi-onboard: { $number } cannot be a number. Give it with + and its calling code, or say --calling-code.
cli-single-finished = That onboarding is finished. This is how its instance stands now:
cli-single-none = zapi-onboard: no such unfinished onboarding is written down here. "zapi-onboard sessions" lists them; check and request begin one.
cli-single-many = zapi-onboard: several onboardings could be meant. Name one with --session or --number:
cli-single-transfer = zapi-onboard: nothing was sent. Have the customer accept on the phone; when they have done so, say --accepted-on-phone.
cli-single-secret = zapi-onboard: this is missing: { $what }. Write it to standard input, or into the environment as { $variable }.
cli-single-appeal = zapi-onboard: { $path } holds no reason. Write why WhatsApp should lift the ban to standard input or into a file for --text-file.
cli-single-flag = zapi-onboard: nothing was sent. To do it anyway, add { $flag }.
cli-single-wait = zapi-onboard: nothing was sent. To wait until it opens and request then, add --wait.
cli-single-early = zapi-onboard: no single step requests before a wait ends. A person can decide that in the wizard: { $command }
single-done = Done.
single-done-connected = The number is connected.
single-done-request = A code was requested: { $method }.
single-done-check = The number was checked.
single-later-checking = The last step was submitted, and the number is not connected yet. Check the status again later.
single-refused-code = The code is incorrect. Compare it with the newest message before submitting another one.
single-refused-pin = The PIN is incorrect. Ask the owner before submitting another one.
single-refused-captcha = The characters are incorrect. Look at the picture again: it may be another one.
single-usage = Nothing was sent.
single-blocked = The number or the method is blocked or not available.
single-credentials = The credentials were refused. Check the three values.
single-later = Not finished yet. Try again later.
single-refused = Incorrect. Check it before submitting again.
single-not-accepted = Not accepted. Read the reason before trying again.
single-held = Someone else is working on this number or instance. Nothing was sent.
single-step-needed = One more step is needed: { $command }
single-same-line = Cannot tell whether the connected number is the right one: { $connected }. You asked for { $asked }. If the customer confirms that it is the same line: { $command }
single-same-line-already = The instance says that it is connected already: { $connected }. That may be left over from before, or another person may have connected it. If the customer confirms that WhatsApp has stopped on their phone: { $command }
single-unknown = It is not known whether this took effect. Check the phone and the status before trying again.
single-other-line = A different number is connected: { $connected }. You asked for { $asked }.
single-line-unclear = Cannot tell whether the connected number is the right one: { $connected }. You asked for { $asked }. Compare them.
single-unexpected = Unexpected answer. The details above say more.
single-interrupted = Interrupted.
cli-config-value = zapi-onboard: in { $path }, { $key } cannot be { $value }. "zapi-onboard config template" says what it can be.
cli-file-unwritable = zapi-onboard: { $path } cannot be written. Look at who owns its folder and whether there is room.
cli-file-exposed = zapi-onboard: others can read { $path }, and it holds tokens. It is not used until this is done: chmod 600 { $path }
cli-file-wrong = zapi-onboard: line { $line } of { $path } cannot be used: { $what }.
cli-file-token = zapi-onboard: line { $line } of { $path } is about a token, which does not belong there. Take it out, and keep it with "zapi-onboard profile add".
cli-file-newer = zapi-onboard: a newer version of zapi-onboard wrote { $path }: it has form { $found }, and this one knows up to { $known }. It is left as it is. Use the newer program, or move the file away.
cli-profile-none = zapi-onboard: there is no profile named "{ $name }", nor any other. "zapi-onboard profile add" makes one.
cli-profile-unknown = zapi-onboard: there is no profile named "{ $name }". There are: { $known }.
cli-profile-name = zapi-onboard: "{ $name }" cannot be the name of a profile. Use up to 64 letters, digits, "-", "_" and ".".
cli-profile-exists = zapi-onboard: there is a profile named "{ $name }" already. Say --force to replace it.
cli-profile-command = zapi-onboard: which command is to be run? Say it with --credential-command.
cli-profile-incomplete = zapi-onboard: instance ID, instance token and account security token are all needed. Nothing was kept.
cli-profile-address = An API address holds a token, and no secret is ever given as an option. Give the id of the instance alone; the token is asked for.
cli-profile-added = zapi-onboard: { $name } is kept.
cli-profile-removed = zapi-onboard: { $name } and its tokens are forgotten here.
cli-profile-default = zapi-onboard: { $name } is used when no profile is named.
cli-command-failed = zapi-onboard: the command for credentials failed. Run it by itself to see why.
cli-command-slow = zapi-onboard: the command for credentials did not end within { $seconds } seconds and was ended.
cli-command-not-understood = zapi-onboard: the command for credentials wrote none. It must write a JSON object or lines such as ZAPI_INSTANCE_TOKEN=…
cli-keyring-slow = zapi-onboard: the keyring did not answer within 3 seconds. Keep the tokens in a file instead: zapi-onboard profile add { $name } --force
cli-keyring-unusable = zapi-onboard: the keyring cannot be used here. Keep the tokens in a file instead: zapi-onboard profile add { $name } --force
cli-keyring-empty = zapi-onboard: the keyring has no tokens of { $name }; it forgets them when the machine starts anew. Keep them again: zapi-onboard profile add { $name } --force
## Line mode

line-step = Step { $at } of { $of }: { $name }
line-error = Error: { $text }
line-warning = Warning: { $text }
line-info = Note: { $text }
line-good = Good: { $text }
line-demo = Demo: { $text }
line-instead = Instead of an answer you can write:
line-choose =
    { $count ->
        [one] Write 1, or help
       *[other] Write a number from 1 to { $count }, or help
    }
line-choose-default = { line-choose } (Enter for { $default })
line-field-kept = { $label } (Enter keeps { $value })
line-field-held =
    { $label } ({ $count ->
        [one] one character is held
       *[other] { $count } characters are held
    }; Enter keeps it)
line-field-hidden = What you type here is not shown.
line-area = Write as many lines as you like. A line with nothing but a full stop ends the text.
line-template = Take this text: { $text }
line-area-ready = This is the text: { $text }
line-area-send = Write { $send } to hand it in. Anything else begins a new text.
line-opened = Possible from now on: { $choice }.
line-not-understood = This is none of the choices.
line-shut = Not now. { $choice }: { $state }.
line-nothing-typed = Nothing was written.
line-too-long = That line is too long and was not read.
line-no-back = There is no way back from here.
line-busy = A call is under way. Please wait for its end.
line-still = Still waiting, { $time }.
line-quit-sure = What was requested counts, and the onboarding can be gone on with later. Write { $quit } once more to leave.
line-early-accepted = This was written before the phone was asked, so nobody can have seen it there. Ask the customer, and write it then.
line-early-number = This was written ahead as a number, and it does something that cannot be taken back. Write { $name } instead.
line-no-screen = There is no terminal here that could show the screen.
line-picture = Write { $draw } to have the picture drawn in signs, { $save } to have it saved in a file.
line-picture-save = Write { $save } to have the picture saved in a file.
line-help = At a question with numbers, write the number of what you want. At a question that is typed, write the answer; to choose something instead, write its number behind a slash, such as /1. An answer that is itself one of the words below is written behind two slashes.
line-help-words = Words for every question:
line-help-back = { $word }: one step back
line-help-again = { $word }: the question once more
line-help-customer = { $word }: what to say to the customer
line-help-evidence = { $word }: how things stand, as text for a ticket
line-help-language = { $word }: the next language
line-help-screen = { $word }: the full screen
line-help-quit = { $word }: leave; what is written down can be gone on with
# What is written to be understood; the English words are understood in every language.
word-back = back
word-help = help
word-quit = quit
word-screen = screen
word-again = again
word-customer = customer
word-evidence = evidence
word-language = language
word-draw = picture
word-save = save
word-send = send
## What `doctor` says: a level, what it is about, and how it is

doctor-ok = ok
doctor-note = note
doctor-warning = warning
doctor-problem = problem
doctor-program = program
doctor-terminal = terminal
doctor-terminal-screen = full screen, { $size }, TERM={ $term }
doctor-terminal-small = { $size } is too small for the full screen, which needs 60×18; line mode works
doctor-terminal-lines = line mode, TERM={ $term }
doctor-terminal-none = none: --plain and --json work with answers on standard input
doctor-around = around it
doctor-plain-terminal = neither SSH nor tmux nor screen
doctor-signs = signs
doctor-signs-all = UTF-8
doctor-signs-seven = 7 bits only
doctor-colours = colours
doctor-colours-on = --theme { $name }, { $depth }
doctor-colours-off = off
doctor-language = language
doctor-time = time
doctor-proxy = proxy
doctor-proxy-none = none
doctor-proxy-set = { $host }; this machine itself is reached without it
doctor-tls = certificates
doctor-tls-system = the system's
doctor-tls-file = those of { $path }
doctor-tls-missing = { $path } is named by SSL_CERT_FILE and cannot be read
doctor-tls-none = none that secure connections can be made with; install ca-certificates
doctor-settings = settings
doctor-settings-none = none
doctor-profile = profile
doctor-profile-none = none is used
doctor-journal = journal
doctor-journal-open =
    { $path }, { $count ->
        [one] { $count } onboarding
       *[other] { $count } onboardings
    }
doctor-journal-shared = { $path } is a folder that a group shares
doctor-memory = core dumps
doctor-memory-off = off, since they hold tokens
doctor-credentials = credentials
doctor-credentials-all = all three are given
doctor-credentials-some = missing: { $missing }
doctor-credentials-none = none given; the wizard asks for them
doctor-service = service
doctor-service-reached = { $base } answers; the instance is { $link ->
        [connected] connected
        [unclear] in a state that its answer does not tell
       *[other] not connected
    }
doctor-service-skipped = { $base } was not asked
doctor-clock = clock
doctor-clock-right = as the service has it
queue-no-header = the first line has to name the columns, for example: profile,calling_code,number,note
queue-no-rows = no number is listed
queue-not-text = this row is not UTF-8 text; save the file as UTF-8
queue-unknown-column = no column is called "{ $name }"; known are: { $known }
queue-column-twice = this column is there twice; keep one
queue-column-missing = this column is missing in the first line
queue-field-count = the row has { $found } fields, and the first line names { $wanted }
queue-quotes = a quotation mark is out of place in field { $field }: quotes enclose a whole field and are doubled inside
queue-empty = this field is empty
queue-profile-and-instance = the row names a profile and an instance; keep one of both
queue-not-a-reference = write env: and the name of the variable that holds the token. No token belongs in this file
queue-no-variable = the variable { $name } is not set
queue-credentials = its credentials are incomplete or cannot be right: id, token and account security token are needed, and the tokens differ
queue-other-service = the profile "{ $name }" is for another service than this run
queue-same-number = the same number is in line { $line }
queue-same-instance = the same instance is in line { $line }; an instance connects one number
queue-unusual = An unusual number may be wrong: check it with the customer. To take such numbers anyway, add --unusual-numbers.
queue-not-begun =
    Nothing was begun. { $good ->
        [one] { $good } row is good
       *[other] { $good } rows are good
    }; mend the others, or add --skip-bad to go on without them.
queue-outcome-file = --outcome needs a file that ends in .csv or .json, and is not there yet or tells what came of numbers before: { $path }
queue-outcome-taken = Another program is going to write its results to { $path }. Name another file with --outcome.
queue-go-on = To go on where this was: zapi-onboard queue { $words }
condition-needs-person = needs you
condition-busy = working
condition-waiting = waiting
condition-not-begun = not begun
condition-blocked = blocked
condition-connected = connected
condition-set-aside = set aside
condition-left = left
condition-until = { $state } until { $time }
condition-due = until { $time }
desk-no-number = no number yet
desk-numbers =
    { $count ->
        [one] { $count } number
       *[other] { $count } numbers
    }
desk-in-need =
    { $count ->
        [one] { $count } needs you
       *[other] { $count } need you
    }
desk-nobody-in-need = none needs you
desk-keys = F7 list · F8 next
desk-title = The numbers at this desk
desk-reading = Reading { $path } …
desk-search = Search
desk-search-hint = digits of the number, or words of the note
desk-none-found = Nothing found. Type less, or empty the field with Ctrl-U.
desk-order-need = sorted by who needs you
desk-order-deadline = sorted by deadline
desk-order-arrival = sorted as listed
desk-list-keys = Enter look · Ctrl-T order · Ctrl-Y aside · Ctrl-R retry · Ctrl-W new · Ctrl-S shift · Esc back
desk-shift-title = This shift
desk-shift-average = average time to connect
desk-shift-none = none is connected yet
desk-shift-keys = Ctrl-S list · Esc back
desk-shift = { $parts }.
desk-shift-part = { $count } { $state }
desk-shift-took = on average connected after { $time }
desk-turn = when it is this number’s turn; all share one budget
desk-title-bar = { $step } · { $number }
word-next = next
word-list = list
word-new = new
word-aside = aside
word-retry = retry
word-order = order
word-shift = shift
line-look = Now: { $number }.
line-news = { $number }: { $state }. Write #{ $place } to go there.
line-list-row = #{ $place } { $number }: { $step }, { $state }
line-list-more =
    { $count ->
        [one] and { $count } more; write { $word } and what to search for
       *[other] and { $count } more; write { $word } and what to search for
    }
line-nobody-in-need = No other number needs you.
line-no-such-place = There is no #{ $place } here.
line-help-desk = { $next }: the number that needs you next; { $list }: all of them, or those with a text behind the word; #2: the second one.
line-help-desk-more = { $new }: another number; { $aside }: set this one aside or take it back; { $retry }: begin a stopped one anew; { $order }: another order of the list; { $shift }: how all are doing.
## The demo that plays itself

demo-plays = Watch: { $caption }
demo-taken-over = The keys are yours: go on from here. The demo says what to type.
demo-played-up-to-here = The demo plays up to here. The keys are yours.
caption-credentials = the tokens are filled in, and going on only reads. Any key leaves the keys to you.
caption-list = the instance is picked from the account's list, which a partner token reads.
caption-refused = the service refuses. The screen says why, what to do, and that nothing was sent.
caption-partner = the partner token is filled in. Listing changes nothing.
caption-instances = mobile instances come first. One is taken with its ID and token.
caption-already = a number is connected here. It is shown, and nothing is overwritten.
caption-number = the customer's number. What cannot be a number is refused at once.
caption-gate = what follows is said first. Enter alone never says yes to it.
caption-leftover = a former connection was found. Going on replaces it, so it is asked first.
caption-board = each way to a code has its own wait. One that is open is picked; nothing is sent yet.
caption-shut = the way is shut, and asking too early makes it worse. The clock runs fast for you.
caption-look-again = the waits are not known, so they are read afresh before anything is asked.
caption-request = every request counts at WhatsApp, so it is asked once more.
caption-captcha = the terminal draws the picture. Reading it costs no further request.
caption-captcha-again = it was read wrong. Nothing is lost: it is read once more.
caption-code = the customer reads the code out. Six digits go by themselves after a moment.
caption-code-again = that code was wrong. The place is kept, and the right one is typed.
caption-code-watched = no code is needed: the customer taps the pop-up, and the screen notices.
caption-pin = the number has its owner's PIN. It is typed unseen and kept nowhere.
caption-pin-forgotten = the owner does not know the PIN. That is a way, too, and not the end.
caption-pin-mailed = the mail was sent. The owner opens its link and tells the PIN.
caption-recovery = WhatsApp mails a link for a new PIN, but only when told to.
caption-device = the customer accepts on the old phone. Until then, the status is watched.
caption-accepted = the customer says that the phone accepted. Only then is the transfer finished.
caption-verifying = it counts as connected only when service and device both say so.
caption-same-line = the service shows another spelling: a person says whether it is the same line.
caption-check = the answer was lost. Nothing is sent again: the status is read.
caption-seen = the answer was lost. Nothing is sent again: what does the phone show?
caption-banned = a ban is not the end: an appeal can be written and filed from here.
caption-review = a review can take days; it is written down. The clock runs fast for you.
caption-look-later = some time later: the service is asked about the number once more.
caption-filed = the appeal is filed. When somebody comes back, it stands here as it is.
caption-wrong-number = another number than the one asked for: the screen says so loudly.
caption-halted = this way ends here, without a further request. The screen says why and what to do.
caption-appeal = a ready-made reason, which can be edited. It is sent once.
caption-appeal-refused = the appeal was not taken. The screen quotes the service and sends nothing again.
caption-protect = connected. The account can be protected right away.
caption-secure = an e-mail recovers the account; a PIN keeps others from taking the number.
caption-secured = both are set. What protects the account is read from the service.
caption-email = the owner's e-mail address.
caption-email-code = the code from the mail proves the address.
caption-email-code-again = that one was wrong. Nothing is lost: it is typed once more.
caption-new-pin = a new PIN, twice, shown as dots.
caption-connected = connected. Service and device report the same number. That is the whole way.
caption-connected-confirmed = connected. The line was confirmed by the person at the keys. That is the whole way.
cli-demo-auto-screen = zapi-onboard: --auto plays on the full screen, which this is not. Start it on a terminal, without --plain and --json.
cli-demo-one = zapi-onboard: with --json, one scenario is played. Name one of them.
menu-title = Choose a scenario
menu-search = Search
menu-search-hint = words of the title, or the name
menu-none = Nothing found. Type less, or empty the field with Ctrl-U.
menu-keys = ↑ ↓ choose · Enter play it · Ctrl-T watch it · F3 language · Esc leave
menu-straight = Begin here
menu-security = PIN and confirmation on the phone
menu-code = Waits, and the ways to the code
menu-captcha = Captchas
menu-account = Instance and account
menu-stopped = Blocked, banned, declined
menu-lost = Lost answers
menu-odd = Odd answers
menu-refused = Nobody is let in
line-menu = Write a number from 1 to { $count } or a name; { $quit } leaves (Enter for { $first })
demo-hint-masked = { $hint } { $key } shows the number.
masked-now =
    { $masking ->
        [on] Numbers and ids are masked.
       *[other] Numbers and ids are shown.
    }
word-mask = mask
line-help-mask = { $word }: mask phone numbers and instance ids, or show them again

## Help

help-title = Help
help-wrong = What can go wrong
help-keys = Keys
help-shut = Any key shuts this page.
help-key-move = Tab, Shift-Tab, arrows: move
help-key-enter = Enter: take what is focused
help-key-escape = Esc: one step back
help-key-scroll = PgUp, PgDn: scroll
help-key-secret = Ctrl-R: show secrets for ten seconds
help-key-picture = Ctrl-O, Shift-arrows, Ctrl-Y, Ctrl-T: see the picture otherwise
help-key-template = Ctrl-T: the next ready-made text
help-key-customer = F2 or Ctrl-K: a sentence for the customer
help-key-language = F3 or Ctrl-X: the next language
help-key-lines = F4 or Ctrl-G: line mode
help-key-copy = F5 or Ctrl-E: copy how things stand
help-key-save = Ctrl-S: save it to a file
help-key-mask = F6 or Ctrl-Space: mask numbers
help-key-desk = F7, F8, F9 or Ctrl-D, -F, -W: list, next, another number
help-key-leave = Ctrl-C twice: leave
help-welcome = Waits go on while the program is closed. Going on with a number sends nothing by itself.
help-unrecorded = Without a record, a dropped line loses where you are. Mend what is named, if you can.
help-held = Two people on one number use up its requests. Take over only after speaking with them.
help-credentials = The service may refuse a value. The screen then says which, and nothing was changed.
help-partner = The token may be refused. The three values can be typed instead: go back.
help-instances = Web instances cannot be taken. One whose token is not listed is typed by hand.
help-already = Another number needs this one disconnected first, in the Z-API panel.
help-number = A number can be possible and still be wrong: then the code reaches somebody else.
help-gate = WhatsApp may have blocked or banned the number. The screen then says what to do.
help-board = Asking before a wait is over makes it longer, so a way that is shut cannot be asked.
help-request = The answer may be lost. Nothing is sent again then: you are asked what the phone shows.
help-captcha = It may be read wrong. Another picture comes then, and no further request is made.
help-code = A code may be wrong or old: the newest counts. After three wrong ones there is a pause.
help-not-arrived = The number may be wrong, or the phone off. Each further request counts.
help-pin = After several wrong PINs WhatsApp shuts for a while. Where nobody knows it, a mail resets it.
help-recovery = The account may have no e-mail address. Then no mail comes, and nothing is lost.
help-device = The customer may not see the question. Have them open WhatsApp; this panel goes on watching.
help-verifying = Another line may be reported. The screen then says so, and the number does not count.
help-same-line = Say yes only if the customer confirms it. If you are not sure, check again or leave; the progress stays saved.
help-unknown = Sending again could count twice. So look first, and say what you see.
help-halted = Trying again too early makes it longer. Wait until the screen offers another look.
help-appeal = It may be refused, or take days. It is sent once, and what became of it is kept.
help-leave = Nothing is lost by leaving. What was requested counts, and the board keeps it.
help-secure = A change may be declined. What was set before still holds then.
help-connected = Nothing more: the customer's phone is logged out of this number, as agreed.
