"""Mail addresses of people: outside the parties' domains, and no shared mailbox."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from partnership.guard.leaks import Known, Leak

LOCAL = re.compile(r"[\w.+'%~-]{1,64}")
"""The part before the sign, read backwards from it."""
DOMAIN = re.compile(r"(?:[^\W_](?:(?:[^\W_]|-){0,61}[^\W_])?\.){1,8}[^\W\d_]{2,24}(?![\w-])")
SPELT = re.compile(
    r"([\w.+-]{1,64}) {0,2}[\[({<] {0,2}(?:at|arroba|arobase|ät) {0,2}[\])}>] {0,2}"
    r"([\w-]{1,63}(?:(?: {0,2}[\[({<] {0,2}(?:dot|punkt|point|punto) {0,2}[\])}>] {0,2}|\.)[\w-]{1,63}){1,6})",
    re.IGNORECASE,
)
"""An address whose signs are spelt: `name (at) mail (dot) example`."""
SPELT_SIGN = re.compile(r"[\[({<] {0,2}(?:at|arroba|arobase|ät) {0,2}[\])}>]", re.IGNORECASE)
MACHINE = re.compile(r"://[^\s/]*\Z")
DOT = re.compile(r" {0,2}[\[({<] {0,2}\w{3,5} {0,2}[\])}>] {0,2}")
PARTS = re.compile(r"[^\W\d_]+")
_WORDS = """
    abuse access accessibility account accounting accounts admin administration adr ae agency
    agent alert alerts all analytics and ap api app applicants application applications ar
    arbeitsrecht assessment assessments asset audit automation bau betriebsrat bewerber
    bewerbermanagement bewerbung bewerbungen billing board booking bookings bot bounce br breach
    buchhaltung business bv calendar candidat candidate candidates candidatures capacity care
    career careers case cases center centre ceo cfo ch channel chat cio ciso claims client
    clients cloud coe commercial comms communication communications company compliance compta
    comptabilite conseil contact contacto contract contracts coordination corporate council
    counsel credit crm customer customers customerservice cv dach data dataprivacy
    dataprotection datenschutz delivery dept desk dev devops dialogue direct direction director
    directory disputes diversity dpd dpo dsb early editor education emea employer employment
    engineering enquiries enquiry equal escalation escalations ethics eu events everyone exec
    executive executives export external facilities facturacion facturation factures faktura
    fatturazione feedback feeds finance first for forum france fraud ftp gdpr general germany
    git global governance graduates grc group hallo handbook hello help helpdesk hi hire hiring
    hoi host hostmaster hotline hr hrbp hrops human humanresources iam import inbox incident
    incidents info informatie information infosec innkjop inquiries inquiry insight insights
    integration integrations internal interview interviews invoice invoices invoicing isp it
    jira job joblistings jobs juridico juridique justice kandidaten karriere kontakt konto
    kundendienst kundenservice lead leadership leads learning legal letters level lieferanten
    line logistics lohn london mail mailbox mailer mailing mailman management manager marketing
    media mediation mobility monitor monitoring ms my news newsletter no nobody noc non noreply
    notice notices notification notifications notify of office officer ombudsman onboarding
    operations operator ops order orders ordini ordre our panel partner partners partnership
    payable payables paye payment payments payroll people performance personal personalabteilung
    personalwesen phishing planning platform portal post postbox postmaster press presse privacy
    procurement product program programme project projects proposals provider public purchase
    purchasing qa quality queries query questions reception rechnung rechnungen rechnungswesen
    reclamations recruit recruiter recruiters recruiting recruitment recrutamento recrutement
    referral referrals register registration registry rekrutacja rekrytering relations release
    releases remote reply report reporting reports request requests resources response return
    returns reward rewards risk roles root rota rpo sales schedule scheduling secops secretariat
    secretary security seleccion selection selezione sender server service servicedesk
    servicenow services sha shared shop site sla soc social sourcing spam staff staffing
    stakeholder statement statements status steering store subprocessors subscribe success
    supplier suppliers supply support survey surveys sys sysadmin system systems ta talent
    talents task tax team teams tech technical technology tender tenders test testing third
    ticket tickets tier timesheet to tools training transition travel treasury trust uk unit us
    usenet user uucp vacancies vacancy vacature vacatures vendor vendors voice volume vuln
    warehouse web webhook webhooks webinar webmaster welcome wellbeing whistleblower
    whistleblowing work workday workforce works www
"""
MAILBOXES = frozenset(_WORDS.split())
"""Words of mailboxes that several people read, RFC 2142's among them."""


def find_addresses(text: str, known: Known) -> Iterator[Leak]:
    """Yield the addresses of people, those whose signs are spelt too."""
    if not known.tells_mail:
        return
    at = text.find("@")
    while at >= 0:
        local = LOCAL.match(text[max(0, at - 64) : at][::-1])
        domain = DOMAIN.match(text, at + 1)
        if local and domain:
            yield from _judged(text, at - local.end(), at, domain, known)
        at = text.find("@", at + 1)
    if SPELT_SIGN.search(text):
        yield from _spelt(text, known)


def _judged(text: str, start: int, at: int, domain: re.Match[str], known: Known) -> Iterator[Leak]:
    """Yield an address that is a person's, and no user of a machine as in `ssh://user@host`."""
    if MACHINE.search(text[max(0, start - 80) : start]):
        return
    if is_personal(text[start:at], domain[0], known):
        yield Leak(start, domain.end(), "e-mail")


def _spelt(text: str, known: Known) -> Iterator[Leak]:
    for found in SPELT.finditer(text):
        domain = DOT.sub(".", found[2])
        if DOMAIN.fullmatch(domain) and is_personal(found[1], domain, known):
            yield Leak(*found.span(), "e-mail")


def is_personal(local: str, domain: str, known: Known) -> bool:
    """Say whether an address is a person's: of no party, named by no document, called as no mailbox."""
    local, domain = local.strip(".'").lower(), domain.lower()
    if not local or f"{local}@{domain}" in known.shared:
        return False
    if any(domain == own or domain.endswith(f".{own}") for own in known.domains):
        return False
    return not is_mailbox(local)


def is_mailbox(local: str) -> bool:
    """Say whether all words before the sign are words of shared mailboxes."""
    plain = unicodedata.normalize("NFKD", local).encode("ascii", "ignore").decode()
    words = PARTS.findall(plain)
    return bool(words) and all(word in MAILBOXES or word.rstrip("s") in MAILBOXES for word in words)
