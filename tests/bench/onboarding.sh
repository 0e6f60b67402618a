#!/usr/bin/env bash
# What the wizard is compared with: the same onboarding by whiptail, curl and jq, a screen for every question and a
# process and a connection for every call. Used by onboarding.py.
set -euo pipefail
ask() { whiptail "$1" "$2" 9 70 3>&1 1>&2 2>&3; }
id=$(ask --inputbox 'Instance ID')
token=$(ask --passwordbox 'Instance token')
client=$(ask --passwordbox 'Account security token')
base="$ZAPI_BASE_URL/instances/$id/token/$token"
get() { curl -sS -H "client-token: $client" "$base/$1"; }
post() { curl -sS -H "client-token: $client" -H 'content-type: application/json' -d "$2" "$base/$1"; }
get status | jq -e 'has("connected")' >/dev/null
get me | jq -e . >/dev/null
number=$(ask --inputbox 'Number, without country')
get status | jq -e '.connected | not' >/dev/null
answer=$(post mobile/registration-available "{\"ddi\":\"55\",\"phone\":\"$number\"}")
jq -e '.available' <<<"$answer" >/dev/null
whiptail --yesno 'Request a code by SMS?' 9 70
get status | jq -e '.connected | not' >/dev/null
post mobile/request-registration-code "{\"ddi\":\"55\",\"phone\":\"$number\",\"method\":\"sms\"}" | jq -e . >/dev/null
code=$(ask --inputbox 'Code')
post mobile/confirm-registration-code "{\"code\":\"$code\"}" | jq -e . >/dev/null
sleep 2.5
get status | jq -e '.connected' >/dev/null
get device | jq -e . >/dev/null
whiptail --msgbox 'Connected' 9 70
