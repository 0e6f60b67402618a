//! The rows: one for each switch, and what each call that acts needs before it.

/// A switch, the scenario that it is in, and what is said then.
pub(super) struct Row {
    pub(super) about: &'static str,
    pub(super) toml: &'static str,
    pub(super) talk: &'static [&'static str],
}

/// A call that acts.
pub(super) struct Acting {
    pub(super) line: &'static str,
    pub(super) route: &'static str,
    /// Whether the calls after it can do without it.
    pub(super) is_aside: bool,
}

impl Acting {
    /// A fault that strikes the first call of this kind.
    pub(super) fn refused_with(&self, status: u16) -> String {
        let route = self.route;
        format!("[[faults]]\nroute = '{route}'\nnth = 1\nkind = 'refused'\nstatus = {status}")
    }
}

/// A number that needs every step.
pub(super) const ALL_STEPS: &str = "settle_ms = 0
[request]
answer = 'captcha'
[code]
confirm_security_code = true
device_confirm = true
[device]
accepted_after = 0
[account]
verifies_email = true
";

const fn acting(line: &'static str, route: &'static str) -> Acting {
    Acting {
        line,
        route,
        is_aside: false,
    }
}

/// Every call that acts on a way that takes all steps, in its order.
pub(super) const ACTING: [Acting; 15] = [
    acting("look", "/mobile/registration-available"),
    acting("request sms", "/mobile/request-registration-code"),
    acting("captcha H7K4P", "/mobile/respond-captcha"),
    acting("code 123456", "/mobile/confirm-registration-code"),
    Acting {
        line: "recover",
        route: "/mobile/recovery-pin-code",
        is_aside: true,
    },
    acting("pin 246810", "/mobile/confirm-pin-code"),
    acting("transfer", "/mobile/device-transfer-confirmed"),
    acting(
        "POST /security/email {\"email\":\"a@example.com\"}",
        "/security/email",
    ),
    acting(
        "POST /security/verify-email {\"verificationCode\":\"654321\"}",
        "/security/verify-email",
    ),
    acting("POST /security/email/remove", "/security/email/remove"),
    acting(
        "POST /security/two-fa-code {\"code\":\"123456\"}",
        "/security/two-fa-code",
    ),
    acting(
        "POST /security/two-fa-code/remove",
        "/security/two-fa-code/remove",
    ),
    acting("GET /restart", "/restart"),
    acting("GET /restore-session", "/restore-session"),
    acting("GET /disconnect", "/disconnect"),
];

/// All rows, in the order of the switches' list.
pub(super) fn rows() -> impl Iterator<Item = &'static Row> {
    [FORM, WAIT, STEP, EARLY, NUMBER, DOOR, ACCOUNT]
        .into_iter()
        .flatten()
}

/// The end of a way that connects.
const DONE: &str = r#"code 123456 -> 200 {"success":true}"#;

const fn row(about: &'static str, toml: &'static str, talk: &'static [&'static str]) -> Row {
    Row { about, toml, talk }
}

const FORM: &[Row] = &[
    row(
        "numbers as strings",
        "fields.numbers = 'strings'\nwaits.sms = 165",
        &[r#"look -> 200 {"smsWaitSeconds":"165","voiceWaitSeconds":"0"}"#],
    ),
    row(
        "numbers as floats",
        "fields.numbers = 'floats'\nwaits.sms = 165",
        &[r#"look -> 200 "smsWaitSeconds":165.0"#],
    ),
    row(
        "fields absent or null",
        "fields.absent = ['success']\nfields.null = ['method']",
        &[
            "look -> 200",
            r#"request sms -> 200 {"success":"absent","method":null}"#,
        ],
    ),
    row(
        "an empty 200",
        "[[faults]]\nroute = '/mobile/registration-available'\nnth = 1\nkind = 'empty_200'",
        &["look -> 200 content-length: 0"],
    ),
    row(
        "truncated JSON",
        "[[faults]]\nroute = '/status'\nnth = 1\nkind = 'truncated'",
        &[
            r#"status -> 200 {"connected""#,
            r#"status -> 200 {"connected":false}"#,
        ],
    ),
    row(
        "HTML 502",
        "[[faults]]\nroute = '/status'\nnth = 1\nkind = 'html_502'",
        &["status -> 502 <html>"],
    ),
    row(
        "a redirect to another host",
        "[[faults]]\nroute = '/status'\nnth = 1\nkind = 'redirect'",
        &["status -> 302 location: "],
    ),
    row(
        "a connection reset before the request counted",
        "[[faults]]\nroute = '/mobile/request-registration-code'\nnth = 1\nkind = 'reset_before'",
        &[
            "look -> 200",
            "request sms -> 0",
            r#"request sms -> 200 {"success":true}"#,
        ],
    ),
    row(
        "a connection reset after the request counted",
        "[[faults]]\nroute = '/mobile/request-registration-code'\nnth = 1\nkind = 'reset_after'",
        &[
            "look -> 200",
            "request sms -> 0",
            r#"request sms -> 200 {"blocked":true}"#,
        ],
    ),
    row(
        "429 without Retry-After",
        "[[faults]]\nroute = '/me'\nevery = true\nkind = 'rate_limited'",
        &[r#"me -> 429 {"error":"Too many requests"}"#],
    ),
    row(
        "429 with Retry-After",
        "[[faults]]\nroute = '/me'\nnth = 1\nkind = 'rate_limited'\nretry_after = 10",
        &["me -> 429 retry-after: 10", "me -> 200"],
    ),
    row(
        "NOT_FOUND with 200",
        "",
        &[
            r#"POST /mobile/nowhere -> 200 {"error":"NOT_FOUND","message":"Unable to find matching target resource method"}"#,
            r#"POST /status -> 200 {"error":"NOT_FOUND"}"#,
        ],
    ),
    row(
        "NOT_FOUND with 404",
        "not_found_status = 404",
        &[
            r#"GET /mobile/nowhere -> 404 {"error":"NOT_FOUND"}"#,
            r#"GET /mobile/confirm-pin-code -> 404 {"error":"NOT_FOUND"}"#,
        ],
    ),
    row(
        "405 for another verb",
        "wrong_verb_status = 405",
        &[
            "POST /status -> 405",
            "GET /mobile/confirm-pin-code -> 405",
            "PUT /security/email -> 405",
            "POST /mobile/device-transfer-confirmed -> 405",
            r#"GET /mobile/nowhere -> 200 {"error":"NOT_FOUND"}"#,
        ],
    ),
    row(
        "a transfer that is a POST",
        "wrong_verb_status = 405\ndevice.wants_post = true",
        &[
            "GET /mobile/device-transfer-confirmed -> 405",
            r#"POST /mobile/device-transfer-confirmed -> 400 {"error":"No device transfer in progress"}"#,
        ],
    ),
];

const WAIT: &[Row] = &[
    row(
        "-1 waits",
        "waits.sms = -1",
        &[
            r#"look -> 200 {"smsWaitSeconds":-1,"voiceWaitSeconds":0}"#,
            r#"request sms -> 200 {"blocked":true}"#,
        ],
    ),
    row(
        "no wait for the pop-up",
        "waits.wa_old_eligible = true",
        &[r#"look -> 200 {"waOldWaitSeconds":"absent","waOldEligible":true}"#],
    ),
    row(
        "waits of days, though available",
        "waits.sms = 169282",
        &[r#"look -> 200 {"available":true,"smsWaitSeconds":169282}"#],
    ),
    row(
        "waits that cannot be read",
        "[waits.named]\nsms = 'soon'\nvoice = 1e15\nwa_old = -7",
        &[r#"look -> 200 {"smsWaitSeconds":"soon","voiceWaitSeconds":1e15,"waOldWaitSeconds":-7}"#],
    ),
    row(
        "a cooldown that doubles",
        "waits.sms = 100",
        &[
            "look -> 200",
            r#"request sms -> 200 {"success":false,"blocked":true,"retryAfter":200}"#,
            r#"request sms -> 200 {"retryAfter":400}"#,
        ],
    ),
    row(
        "retryAfter above the waits, in the body",
        "[request]\nretry_after = 1805\n[waits]\nafter_sms = 8",
        &[
            "look -> 200",
            r#"request sms -> 200 {"success":true,"retryAfter":1805,"smsWaitSeconds":8}"#,
            "@60",
            r#"look -> 200 {"smsWaitSeconds":0}"#,
            r#"request sms -> 200 {"success":false,"blocked":true,"retryAfter":1745}"#,
            "@1804",
            r#"request sms -> 200 {"success":false,"blocked":true}"#,
            "@1836",
            r#"request sms -> 200 {"success":true}"#,
        ],
    ),
    row(
        "a wait of the method used keeps no other one shut",
        "[request]\nretry_after = 1805",
        &[
            "look -> 200",
            r#"request sms -> 200 {"success":true}"#,
            r#"request voice -> 200 {"success":true}"#,
        ],
    ),
    row(
        "retryAfter in the header",
        "[request]\nretry_after_header = 900\n[waits]\nafter_sms = 8",
        &[
            "look -> 200",
            "request sms -> 200 retry-after: 900",
            "@899",
            r#"request sms -> 200 {"success":false,"blocked":true}"#,
            "@915",
            r#"request sms -> 200 {"success":true}"#,
        ],
    ),
    row(
        "retryAfter in words",
        "[request]\nretry_after = '165'\nretry_after_header = 'soon'",
        &[
            "look -> 200",
            r#"request sms -> 200 {"success":true,"retryAfter":"165"}"#,
        ],
    ),
    row(
        "the empty answer has its header too",
        "[request]\nanswer = 'empty'\nretry_after_header = 900",
        &["look -> 200", "request sms -> 200 retry-after: 900"],
    ),
];

const STEP: &[Row] = &[
    row(
        "blocked only at the request",
        "request.answer = 'blocked'",
        &[
            r#"look -> 200 {"available":true,"blocked":"absent"}"#,
            r#"request sms -> 200 {"success":false,"blocked":true,"appealToken":"absent"}"#,
        ],
    ),
    row(
        "blocked without an appeal token",
        "availability.blocked = true",
        &[r#"look -> 200 {"blocked":true,"appealToken":"absent"}"#],
    ),
    row(
        "blocked with an appeal token",
        "[availability]\nblocked = true\nappeal_token = 'AT'",
        &[r#"look -> 200 {"blocked":true,"appealToken":"AT"}"#],
    ),
    row(
        "a request after available:false",
        "[availability]\navailable = false\nreason = 'no'\nretry_after = 900",
        &[
            r#"look -> 200 {"available":false,"reason":"no","retryAfter":900}"#,
            r#"request sms -> 200 {"success":false,"blocked":"absent"}"#,
            "code 123456 -> 400",
        ],
    ),
    row(
        "success absent beside a flag",
        "[code]\nsuccess = 'absent'\nconfirm_security_code = true",
        &[
            "look -> 200",
            "request sms -> 200",
            r#"code 123456 -> 200 {"success":"absent","confirmSecurityCode":true}"#,
        ],
    ),
    row(
        "flags with success:false",
        "code.device_confirm = true",
        &[
            "look -> 200",
            "request sms -> 200",
            r#"code 123456 -> 200 {"success":false,"deviceConfirm":true}"#,
        ],
    ),
    row(
        "all flags with success:true",
        "[code]\nsuccess = 'true'\nconfirm_security_code = true\ndevice_confirm = true",
        &[
            "look -> 200",
            "request sms -> 200",
            r#"code 123456 -> 200 {"success":true,"confirmSecurityCode":true,"deviceConfirm":true}"#,
            r#"pin 246810 -> 200 {"success":true}"#,
            "transfer -> 400",
            "@8",
            r#"transfer -> 200 {"success":true}"#,
        ],
    ),
    row(
        "PIN, then transfer",
        "[code]\nconfirm_security_code = true\n[pin]\ndevice_confirm = true",
        &[
            "look -> 200",
            "request sms -> 200",
            "code 123456 -> 200",
            r#"pin 246810 -> 200 {"success":false,"deviceConfirm":true}"#,
            "transfer -> 400",
            "@8",
            r#"transfer -> 200 {"success":true}"#,
            "@9",
            r#"status -> 200 {"connected":true}"#,
        ],
    ),
    row(
        "a captcha, raw",
        "request.answer = 'captcha'",
        &["look -> 200", r#"request sms -> 200 "captcha":"iVBOR"#],
    ),
    row(
        "a captcha, as data:",
        "[request]\nanswer = 'captcha'\n[captcha]\nform = 'data_uri'",
        &[
            "look -> 200",
            r#"request sms -> 200 "captcha":"data:image/png;base64,iVBOR"#,
        ],
    ),
    row(
        "a captcha, as JPEG; a wrong answer brings a new one",
        "[request]\nanswer = 'captcha'\n[captcha]\nformat = 'jpeg'",
        &[
            "look -> 200",
            r#"request sms -> 200 "captcha":"/9j/"#,
            r#"captcha nope -> 200 "captcha":"/9j/"#,
            r#"captcha H7K4P -> 200 {"success":false}"#,
            r#"captcha h7k4p -> 200 {"success":true}"#,
        ],
    ),
    row(
        "a captcha as SVG",
        "[request]\nanswer = 'captcha'\n[captcha]\nform = 'data_uri'\nformat = 'svg'",
        &[
            "look -> 200",
            r#"request sms -> 200 "captcha":"data:image/svg+xml;base64,PHN2Zy"#,
        ],
    ),
    row(
        "a captcha as BMP",
        "[request]\nanswer = 'captcha'\n[captcha]\nformat = 'bmp'",
        &["look -> 200", r#"request sms -> 200 "captcha":"Qk1"#],
    ),
    row(
        "half a captcha",
        "[request]\nanswer = 'captcha'\n[captcha]\nformat = 'half_png'",
        &[
            "look -> 200",
            r#"request sms -> 200 "captcha":"iVBOR"#,
            r#"captcha h7k4p -> 200 {"success":true}"#,
        ],
    ),
    row(
        "another method than asked",
        "request.method = 'voice'",
        &[
            "look -> 200",
            r#"request sms -> 200 {"success":true,"method":"voice"}"#,
        ],
    ),
    row(
        "the pop-up connects without a code",
        "[waits]\nwa_old_eligible = true\n[popup]\nconnects_after = 6",
        &[
            "look -> 200",
            "request wa_old -> 200",
            "@7",
            r#"status -> 200 {"connected":true}"#,
        ],
    ),
    row(
        "the pop-up needs a code",
        "waits.wa_old_eligible = true",
        &[
            "look -> 200",
            "request wa_old -> 200",
            "@7",
            r#"status -> 200 {"connected":false}"#,
            r#"code 123456 -> 200 {"success":true}"#,
        ],
    ),
];

const EARLY: &[Row] = &[
    row(
        "retryAfter at a code shuts the field",
        "[[code.answers]]\nreason = 'guessed_too_fast'\nretry_after = 88",
        &[
            "look -> 200",
            "request sms -> 200",
            r#"code 123456 -> 200 {"success":false,"reason":"guessed_too_fast","retryAfter":88}"#,
            "@80",
            r#"code 123456 -> 200 {"success":false,"reason":"guessed_too_fast","retryAfter":8}"#,
            "@88",
            r#"code 123456 -> 200 {"success":true}"#,
        ],
    ),
    row(
        "the same in the header",
        "[[code.answers]]\nretry_after_header = 3600\nsuccess = 'absent'",
        &[
            "look -> 200",
            "request sms -> 200",
            "code 123456 -> 200 retry-after: 3600",
            "@3599",
            "code 123456 -> 200 retry-after: 1",
            "@3600",
            r#"code 123456 -> 200 {"success":true}"#,
        ],
    ),
    row(
        "blocked at a code",
        "[[code.answers]]\nblocked = true\nretry_after = 3600",
        &[
            "look -> 200",
            "request sms -> 200",
            r#"code 123456 -> 200 {"success":false,"blocked":true,"retryAfter":3600}"#,
            "@100",
            r#"look -> 200 {"available":false,"blocked":true}"#,
            r#"request sms -> 200 {"blocked":true}"#,
            "@3600",
            r#"look -> 200 {"available":true,"blocked":"absent"}"#,
        ],
    ),
    row(
        "blocked for good",
        "[[code.answers]]\nblocked = true",
        &[
            "look -> 200",
            "request sms -> 200",
            "code 123456 -> 200",
            "@1000000",
            r#"look -> 200 {"blocked":true}"#,
            r#"request sms -> 200 {"success":false,"blocked":true}"#,
        ],
    ),
    row(
        "a wait in words shuts nothing here",
        "[[code.answers]]\nretry_after = 'soon'",
        &[
            "look -> 200",
            "request sms -> 200",
            r#"code 123456 -> 200 {"success":false,"retryAfter":"soon"}"#,
            r#"code 123456 -> 200 {"success":true}"#,
        ],
    ),
    row(
        "a code that is gone",
        "[[code.answers]]\nreason = 'stale'\nexpires = true",
        &[
            "look -> 200",
            "request sms -> 200",
            r#"code 123456 -> 200 {"reason":"stale"}"#,
            r#"code 123456 -> 200 {"success":false,"reason":"stale"}"#,
            "@60",
            "request sms -> 200",
            r#"code 123456 -> 200 {"success":true}"#,
        ],
    ),
    row(
        "a captcha at a code",
        "[[code.answers]]\ncaptcha = true",
        &[
            "look -> 200",
            "request sms -> 200",
            r#"code 123456 -> 200 "captcha":"iVBOR"#,
            "code 123456 -> 400",
            r#"captcha H7K4P -> 200 {"success":true}"#,
            r#"code 123456 -> 200 {"success":true}"#,
        ],
    ),
    row(
        "retryAfter and the flag at a PIN",
        "[code]\nconfirm_security_code = true\n[[pin.answers]]\nconfirm_security_code = true\nretry_after = 43200",
        &[
            "look -> 200",
            "request sms -> 200",
            "code 123456 -> 200",
            r#"pin 246810 -> 200 {"success":false,"confirmSecurityCode":true,"retryAfter":43200}"#,
            "@43199",
            r#"pin 246810 -> 200 {"success":false,"retryAfter":1}"#,
            "@43200",
            r#"pin 246810 -> 200 {"success":true}"#,
        ],
    ),
    row(
        "a captcha at a PIN, and blocked at a PIN",
        "[code]\nconfirm_security_code = true\n[[pin.answers]]\ncaptcha = true\n[[pin.answers]]\nblocked = true",
        &[
            "look -> 200",
            "request sms -> 200",
            "code 123456 -> 200",
            r#"pin 246810 -> 200 "captcha":"iVBOR"#,
            r#"captcha H7K4P -> 200 {"success":true}"#,
            r#"pin 246810 -> 200 {"success":false,"blocked":true}"#,
        ],
    ),
    row(
        "the transfer asks for the PIN",
        "[code]\ndevice_confirm = true\n[[device.answers]]\nconfirm_security_code = true",
        &[
            "look -> 200",
            "request sms -> 200",
            "code 123456 -> 200",
            "transfer -> 400",
            "@8",
            r#"transfer -> 200 {"success":false,"confirmSecurityCode":true}"#,
            r#"transfer -> 200 {"success":false,"confirmSecurityCode":true}"#,
            r#"pin 246810 -> 200 {"success":true}"#,
            "@9",
            r#"status -> 200 {"connected":true}"#,
        ],
    ),
    row(
        "the transfer asks the phone once more",
        "[code]\ndevice_confirm = true\n[[device.answers]]\nsuccess = 'absent'\ndevice_confirm = true",
        &[
            "look -> 200",
            "request sms -> 200",
            "code 123456 -> 200",
            "@8",
            r#"transfer -> 200 {"success":"absent","deviceConfirm":true}"#,
            "@10",
            "transfer -> 400",
            "@16",
            r#"transfer -> 200 {"success":true}"#,
        ],
    ),
    row(
        "a transfer with success:true beside the flag",
        "[code]\ndevice_confirm = true\n[[device.answers]]\nsuccess = 'true'\nconfirm_security_code = true",
        &[
            "look -> 200",
            "request sms -> 200",
            "code 123456 -> 200",
            "@8",
            r#"transfer -> 200 {"success":true,"confirmSecurityCode":true}"#,
            r#"pin 246810 -> 200 {"success":true}"#,
        ],
    ),
    row(
        "a wait at the transfer, with a status and a text",
        "[code]\ndevice_confirm = true\n[[device.answers]]\nstatus = 400\nerror = 'Not yet'\nretry_after = 30",
        &[
            "look -> 200",
            "request sms -> 200",
            "code 123456 -> 200",
            "@8",
            r#"transfer -> 400 {"error":"Not yet","retryAfter":30}"#,
            "@38",
            r#"transfer -> 200 {"success":true}"#,
        ],
    ),
    row(
        "an unknown text of the status while registering",
        "instance.error_while_registering = 'Aguarde um momento'",
        &[
            r#"status -> 200 {"error":"You are not connected."}"#,
            "look -> 200",
            "request sms -> 200",
            r#"status -> 200 {"connected":false,"error":"Aguarde um momento"}"#,
            "code 123456 -> 200",
            r#"status -> 200 {"error":"Aguarde um momento"}"#,
            "@1",
            r#"status -> 200 {"connected":true}"#,
        ],
    ),
];

const NUMBER: &[Row] = &[
    row(
        "a national number with its calling code",
        "",
        &[
            r#"POST /mobile/registration-available {"ddi":"55","phone":"5511987654321"} -> 400 {"error":"Invalid phone"}"#,
            r#"POST /mobile/registration-available {"ddi":"52","phone":"5212221234567"} -> 400"#,
            r#"POST /mobile/registration-available {"ddi":"1","phone":"12025550123"} -> 400"#,
            r#"POST /mobile/registration-available {"ddi":"49","phone":"49151123456789"} -> 400"#,
            r#"POST /mobile/registration-available {"ddi":"55","phone":"55987654321"} -> 200 {"available":true}"#,
            "look -> 200",
            r#"POST /mobile/request-registration-code {"ddi":"55","phone":"5511987654321","method":"sms"} -> 400"#,
        ],
    ),
    row(
        "ddi, phone and code as numbers",
        "",
        &[
            r#"POST /mobile/registration-available {"ddi":55,"phone":11987654321} -> 200 {"available":true}"#,
            "request sms -> 200",
            r#"POST /mobile/confirm-registration-code {"code":123456} -> 200 {"success":true}"#,
        ],
    ),
    row(
        "a code that is a number has no noughts before it",
        "code.value = '012345'",
        &[
            "look -> 200",
            "request sms -> 200",
            r#"POST /mobile/confirm-registration-code {"code":12345} -> 200 {"success":false}"#,
            r#"code 012345 -> 200 {"success":true}"#,
        ],
    ),
    row(
        "the final number without its ninth digit",
        "instance.phone = '551187654321'",
        &[
            "look -> 200",
            "request sms -> 200",
            DONE,
            "@1",
            r#"device -> 200 {"phone":"551187654321"}"#,
        ],
    ),
    row(
        "another number got connected",
        "instance.phone = '5521998877665'",
        &[
            "look -> 200",
            "request sms -> 200",
            DONE,
            "@1",
            r#"device -> 200 {"phone":"5521998877665"}"#,
        ],
    ),
    row(
        "the number as WhatsApp spells it, in Brazil",
        "instance.phone_as = 'whatsapp'",
        &[
            "look -> 200",
            "request sms -> 200",
            DONE,
            "@1",
            r#"device -> 200 {"phone":"551187654321"}"#,
        ],
    ),
    row(
        "the same in Mexico",
        "[instance]\nis = 'connected'\nphone = '522222345678'\nphone_as = 'whatsapp'",
        &[r#"device -> 200 {"phone":"5212222345678"}"#],
    ),
    row(
        "the same in Argentina",
        "[instance]\nis = 'connected'\nphone = '541145678901'\nphone_as = 'whatsapp'",
        &[r#"device -> 200 {"phone":"5491145678901"}"#],
    ),
    row(
        "the same in Ivory Coast",
        "[instance]\nis = 'connected'\nphone = '2250707123456'\nphone_as = 'whatsapp'",
        &[r#"device -> 200 {"phone":"22507123456"}"#],
    ),
    row(
        "the same in Benin",
        "[instance]\nis = 'connected'\nphone = '2290197123456'\nphone_as = 'whatsapp'",
        &[r#"device -> 200 {"phone":"22997123456"}"#],
    ),
    row(
        "no number at all",
        "[instance]\nis = 'connected'\nphone_as = 'lid'",
        &[r#"device -> 200 {"phone":"182880134910105@lid"}"#],
    ),
];

const DOOR: &[Row] = &[
    row(
        "no Client-Token",
        "",
        &[r#"tokenless /status -> 400 {"error":"your client-token is not configured"}"#],
    ),
    row(
        "no Client-Token, in the other words",
        "door.without_token = 'null_not_allowed'",
        &[r#"tokenless /status -> 400 {"error":"null not allowed"}"#],
    ),
    row(
        "a Client-Token that is not the account's",
        "",
        &[r#"wrong-token /status -> 403 {"error":"Client-Token X9 not allowed"}"#],
    ),
    row(
        "a Client-Token that was never activated",
        "door.refuses = 'token_not_configured'",
        &[r#"status -> 400 {"error":"your client-token is not configured"}"#],
    ),
    row(
        "an address that is not allowed",
        "door.refuses = 'ip'",
        &[r#"status -> 403 {"error":"203.0.113.7 not allowed"}"#],
    ),
    row(
        "no such instance",
        "door.refuses = 'instance'",
        &[r#"status -> 400 {"error":"Instance not found"}"#],
    ),
    row(
        "payment required",
        "door.refuses = 'payment'",
        &["status -> 402"],
    ),
    row(
        "the subscription's text, with 200",
        "instance.is = 'subscription_ended'",
        &["status -> 200 you must subscribe to this instance again"],
    ),
    row(
        "the subscription's text, with 400",
        "[instance]\nis = 'subscription_ended'\nended_status = 400",
        &[
            "status -> 400 you must subscribe to this instance again",
            "look -> 400 you must subscribe",
        ],
    ),
    row(
        "a web instance",
        "instance.is = 'web'",
        &["look -> 400 mobile instance", "status -> 200"],
    ),
    row(
        "a body that is not declared as JSON",
        "",
        &["untyped /mobile/registration-available -> 415 Unsupported Media Type"],
    ),
    row(
        "bodies that are none",
        "",
        &[
            "POST /mobile/registration-available { -> 400",
            "POST /mobile/registration-available [] -> 400",
            "POST /mobile/registration-available -> 400",
            r#"POST /mobile/registration-available {"ddi":"+55","phone":"11"} -> 400"#,
            "look -> 200",
            "request fax -> 400",
            "request sms -> 200",
            r#"POST /mobile/confirm-registration-code {"pin":"123456"} -> 400"#,
        ],
    ),
];

const ACCOUNT: &[Row] = &[
    row(
        "error filled while connected, smartphoneConnected false",
        "instance.is = 'connected'",
        &[
            r#"status -> 200 {"connected":true,"smartphoneConnected":false,"error":"You are already connected"}"#,
        ],
    ),
    row(
        "no error while connected",
        "[instance]\nis = 'connected'\nerror_while_connected = ''",
        &[r#"status -> 200 {"connected":true,"error":null}"#],
    ),
    row(
        "all fields of /me",
        "",
        &[
            r#"me -> 200 {"name":"Demo","due":1893456000000,"connected":false,"paymentStatus":"PAID",
               "created":"2025-01-01T00:00:00.000Z","connectedCallbackUrl":"","deliveryCallbackUrl":"",
               "disconnectedCallbackUrl":"","messageStatusCallbackUrl":"","presenceChatCallbackUrl":"",
               "receivedCallbackUrl":"","receiveCallbackSentByMe":false,"callRejectAuto":false,"callRejectMessage":"",
               "autoReadMessage":false,"initialDataCallbackUrl":"","middleware":"absent"}"#,
        ],
    ),
    row(
        "due in seconds",
        "instance.due_as = 'seconds'",
        &[r#"me -> 200 {"due":1893456000}"#],
    ),
    row(
        "web and mobile in the partner's list",
        "partner.others = 3",
        &[
            r#"partner -> 200 "middleware":"web""#,
            r#"partner -> 200 "middleware":"mobile""#,
        ],
    ),
    row(
        "an e-mail that is removed",
        "[instance]\nis = 'connected'\n[account]\nemail = 'a@example.com'",
        &[
            r#"POST /security/email/remove -> 200 {"success":true,"message":"REMOVED"}"#,
            r#"GET /security/email -> 200 {"hasEmail":false}"#,
        ],
    ),
    row(
        "two-step codes of six to eight digits",
        "instance.is = 'connected'",
        &[
            r#"POST /security/two-fa-code {"code":"12345"} -> 400"#,
            r#"POST /security/two-fa-code {"code":"123456"} -> 200 {"success":true}"#,
            r#"POST /security/two-fa-code {"code":"1234567"} -> 200 {"success":true}"#,
            r#"POST /security/two-fa-code {"code":"12345678"} -> 200 {"success":true}"#,
            r#"POST /security/two-fa-code {"code":"123456789"} -> 400"#,
            r#"GET /security/two-fa-code -> 200 {"hasCode":true}"#,
        ],
    ),
];
