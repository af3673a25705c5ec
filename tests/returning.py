"""Mails that come back, in the shapes that mail servers write; the words are ours."""

POSTFIX = """\
Return-Path: <>
Delivered-To: {path}
From: MAILER-DAEMON@mx.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: {path}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="4BC.1768/mx.example"

--4BC.1768/mx.example
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

I could not deliver your message.

--4BC.1768/mx.example
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
X-Postfix-Queue-ID: 4BC
Arrival-Date: Mon, 12 Jan 2026 13:00:00 +0100 (CET)

Final-Recipient: rfc822; ada@town.example
Original-Recipient: rfc822;ada@town.example
Action: {action}
Status: {status}
Remote-MTA: dns; mail.town.example
Diagnostic-Code: smtp; 550 5.1.1 <ada@town.example>:
    Recipient address rejected: User unknown

--4BC.1768/mx.example
Content-Description: Undelivered Message
Content-Type: message/rfc822

Return-Path: <{path}>
From: Samsok <samsok@hub.example>
To: ada@town.example
Message-ID: {message_id}
Subject: Two calls

Hello
--4BC.1768/mx.example--
"""

# Without the address that says which letter it was, and with the head of the letter alone.
HEADERS = """\
From: postmaster@town.example
To: samsok@hub.example
Subject: Delivery Status Notification (Failure)
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=x

--x
Content-Type: text/plain

Sorry.
--x
Content-Type: message/delivery-status

Reporting-MTA: dns;town.example

Final-Recipient: RFC822; ada@town.example
Action: FAILED
Status: 5.1.10
--x
Content-Type: text/rfc822-headers

From: samsok@hub.example
Message-Id:
 {message_id}
Subject: Two calls
--x--
"""

COMPLAINT = """\
From: <feedback@post.example>
To: <abuse@hub.example>
Subject: complaint
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="part"

--part
Content-Type: text/plain; charset="US-ASCII"

This is an email abuse report.
--part
Content-Type: message/feedback-report

Feedback-Type: {type}
User-Agent: SomeGenerator/1.0
Version: 1
Original-Mail-From: <{path}>
Original-Rcpt-To: <ada@town.example>

--part
Content-Type: message/rfc822

From: <samsok@hub.example>
To: <ada@town.example>
Message-ID: {message_id}
Subject: Two calls

Hello
--part--
"""

AWAY = """\
From: Ada <ada@town.example>
To: {path}
Subject: I am away until Monday
Auto-Submitted: auto-replied
In-Reply-To: {message_id}

Call 550 if it is urgent.
"""

LEAVES = """\
From: Ada <ada@town.example>
To: bounces@hub.example
Subject: unsubscribe {pass_}

"""


def mail(shape: str, **said: str) -> bytes:
    """Return a mail of a shape, as it comes over the wire."""
    usual = {"action": "failed", "status": "5.1.1", "type": "abuse"}
    return shape.format(**{**usual, **said}).replace("\n", "\r\n").encode()
