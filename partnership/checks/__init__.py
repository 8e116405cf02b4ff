"""Every check there is, in literal tuples by what it asks; each is a module whose docstring is its page.

A check's id is its module's name with hyphens. It has `SEVERITY` and one `find`, which takes a value,
does no I/O and yields findings; whoever runs it stamps its id and severity on them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from types import ModuleType

from partnership.agreement import Agreement
from partnership.checks import (
    accepted_at_once,
    accepted_change_not_made,
    accountable_twice,
    action_before_meeting,
    action_for_no_breach,
    action_without_owner,
    adverse_impact,
    agenda_too_long,
    allocation_without_credit,
    allocations_over_pool,
    allow_of_nothing,
    always_on_holiday,
    amendments_out_of_order,
    answers_that_do_not_add_up,
    article_28_term_missing,
    asked_and_not_acted_on,
    attested_more_than_exist,
    bands_that_do_not_join,
    breach_clock_running,
    breach_clock_that_pauses,
    breach_notice_overdue,
    broken_chain,
    cap_below_credit,
    care_due_soon,
    change_dated_into_the_past,
    change_request_unanswered,
    change_without_notice,
    channel_not_read,
    choice_left_open,
    circular_deputies,
    circular_excuse,
    class_change_without_notice,
    clock_stops_before_start,
    close_not_reproduced,
    close_over_other_inputs,
    closed_period_changed,
    contradictory_minutes,
    correction_not_followed,
    credit_of_other_party,
    credited_twice,
    crisis_of_no_plan,
    crisis_out_of_order,
    crisis_review_overdue,
    crisis_update_late,
    crisis_without_right,
    critical_owed_by_both,
    currency_without_rate,
    dangling_link,
    dangling_reference,
    deadline_before_data,
    debtor_not_responsible,
    decision_goes_nowhere,
    decision_without_right,
    dimension_not_asked,
    dispute_of_no_row,
    duplicate_key,
    earn_back_over_credit,
    edited_measurement,
    effective_dates_changed_in_place,
    escalation_dead_end,
    escalation_loop,
    escalation_out_of_order,
    escalation_unanswered,
    excused_by_own_promise,
    expired_waiver,
    floor_below_five,
    foreign_text,
    gain_shares_not_100,
    holidays_run_out,
    hours_out_of_order,
    id_reused_after_removal,
    improvement_without_result,
    incident_out_of_order,
    incomplete_band,
    incomplete_credit,
    incomplete_low_volume,
    incomplete_metric,
    incomplete_phase,
    incomplete_trigger,
    invoice_of_no_account,
    lapses_soon,
    late_breach_notice,
    late_dispute,
    late_relief_notice,
    left_out_without_cause,
    level_times_out_of_order,
    level_to_be_reset,
    measured_too_early,
    measured_twice,
    measured_without_promise,
    meeting_at_no_hour,
    meeting_in_free_time,
    meeting_never_held,
    meeting_recorded_twice,
    meeting_too_often,
    meeting_without_quorum,
    milestone_without_day,
    minimum_beyond_expected,
    misfiled_close,
    misfiled_measurement,
    missed_meeting,
    missing_key,
    more_answers_than_invited,
    never_in_force,
    no_due_date,
    no_miss_allowed,
    norms_that_contradict,
    not_a_document,
    not_measured_yet,
    numerator_outside_denominator,
    one_miss_is_credited,
    one_of_a_kind,
    one_sided_level,
    one_sided_promises,
    open_past_due_unsaid,
    orphaned_events,
    overdue_action,
    overdue_care,
    overdue_corrective_action,
    overdue_culture,
    overdue_dispute,
    overdue_drill,
    overdue_exit_drill,
    overdue_forecast,
    overdue_milestone,
    overdue_minutes,
    overlapping_pairs,
    overlapping_phases,
    overlapping_rows,
    pause_of_no_clock,
    period_off_window,
    personal_data,
    personal_data_in_message,
    processing_roles_that_do_not_fit,
    promise_that_cannot_fail,
    promise_without_activity,
    protected_path_touched,
    quorum_too_large,
    record_of_no_meeting,
    record_rewritten,
    reference_out_of_time,
    refused_yaml,
    relief_below_floor,
    relief_inside_band,
    relief_interval,
    relief_of_closed_period,
    relief_of_no_clock,
    relief_without_method,
    restated_after_closing,
    result_against_numbers,
    retention_conflict,
    retention_outside_the_law,
    reused_id,
    risk_not_reviewed,
    round_not_asked,
    rounding_unsaid,
    row_of_no_target,
    score_off_scale,
    secret_in_address,
    selected_more_than_assessed,
    self_answered_relief,
    share_without_limit,
    shown_and_withheld,
    site_setting,
    sla_without_escalation,
    sla_without_review,
    sla_without_source,
    small_cell_told,
    small_group_told,
    start_without_matures,
    statistic_mismatch,
    step_of_no_level,
    sub_processor_added_early,
    survey_without_result,
    terms_changed_in_place,
    told_on_wrong_channel,
    tool_audit_out_of_date,
    tool_duty_missing,
    tool_notice_too_short,
    trigger_never_fires,
    unassigned_subjects,
    unclear_hour,
    uncovered_scope,
    unexpected_attendance,
    unit_mismatch,
    unknown_activity,
    unknown_base,
    unknown_contract,
    unknown_dimension,
    unknown_key,
    unknown_kind,
    unknown_question,
    unknown_time_zone,
    unknown_transfer,
    unmeasured_goal,
    unreadable_file,
    unusable_event_map,
    unusable_event_store,
    unusable_page,
    upheld_without_correction,
    vacant_seat,
    volume_outside_band,
    waiver_of_nothing,
    weights_not_100,
    worse_costs_less,
    wrong_party,
    wrong_value,
    yaml_syntax,
)
from partnership.documents import Waiver
from partnership.findings import Finding
from partnership.history.proposal import Proposal
from partnership.judging import Verdict

FORM: tuple[ModuleType, ...] = (
    unreadable_file,
    not_a_document,
    yaml_syntax,
    refused_yaml,
    duplicate_key,
    foreign_text,
    unknown_kind,
    unknown_key,
    missing_key,
    wrong_value,
    dangling_reference,
    reused_id,
)
"""Checks of form and reference, which need no terms: `find(agreement)`."""

AGREEMENT: tuple[ModuleType, ...] = (
    *FORM,
    one_of_a_kind,
    never_in_force,
    reference_out_of_time,
    amendments_out_of_order,
    wrong_party,
    circular_deputies,
    decision_goes_nowhere,
    unknown_contract,
    secret_in_address,
    unusable_event_map,
    unusable_event_store,
    unknown_time_zone,
    hours_out_of_order,
    unknown_dimension,
    incomplete_metric,
    unknown_base,
    numerator_outside_denominator,
    statistic_mismatch,
    unit_mismatch,
    share_without_limit,
    no_due_date,
    open_past_due_unsaid,
    choice_left_open,
    start_without_matures,
    overlapping_rows,
    uncovered_scope,
    minimum_beyond_expected,
    no_miss_allowed,
    promise_that_cannot_fail,
    incomplete_low_volume,
    floor_below_five,
    overlapping_phases,
    incomplete_phase,
    relief_without_method,
    relief_of_no_clock,
    excused_by_own_promise,
    circular_excuse,
    weights_not_100,
    allocation_without_credit,
    critical_owed_by_both,
    incomplete_credit,
    credit_of_other_party,
    credited_twice,
    bands_that_do_not_join,
    worse_costs_less,
    allocations_over_pool,
    cap_below_credit,
    one_miss_is_credited,
    relief_below_floor,
    trigger_never_fires,
    earn_back_over_credit,
    class_change_without_notice,
    deadline_before_data,
    currency_without_rate,
    invoice_of_no_account,
    rounding_unsaid,
    sla_without_escalation,
    sla_without_source,
    sla_without_review,
    unmeasured_goal,
    one_sided_level,
    level_times_out_of_order,
    escalation_dead_end,
    escalation_loop,
    escalation_out_of_order,
    step_of_no_level,
    crisis_of_no_plan,
    pause_of_no_clock,
    crisis_out_of_order,
    crisis_without_right,
    incomplete_band,
    relief_inside_band,
    incomplete_trigger,
    quorum_too_large,
    agenda_too_long,
    meeting_never_held,
    meeting_too_often,
    record_of_no_meeting,
    meeting_recorded_twice,
    contradictory_minutes,
    unexpected_attendance,
    decision_without_right,
    action_before_meeting,
    misfiled_measurement,
    period_off_window,
    row_of_no_target,
    measured_twice,
    measured_too_early,
    measured_without_promise,
    edited_measurement,
    unassigned_subjects,
    orphaned_events,
    clock_stops_before_start,
    relief_interval,
    self_answered_relief,
    late_relief_notice,
    broken_chain,
    close_over_other_inputs,
    misfiled_close,
    closed_period_changed,
    correction_not_followed,
    restated_after_closing,
    relief_of_closed_period,
    late_dispute,
    dispute_of_no_row,
    upheld_without_correction,
    processing_roles_that_do_not_fit,
    article_28_term_missing,
    sub_processor_added_early,
    unknown_transfer,
    retention_conflict,
    retention_outside_the_law,
    breach_clock_that_pauses,
    attested_more_than_exist,
    unknown_activity,
    unclear_hour,
    incident_out_of_order,
    late_breach_notice,
    tool_notice_too_short,
    selected_more_than_assessed,
    adverse_impact,
    left_out_without_cause,
    small_group_told,
    more_answers_than_invited,
    answers_that_do_not_add_up,
    score_off_scale,
    small_cell_told,
    overlapping_pairs,
    dimension_not_asked,
    unknown_question,
    round_not_asked,
    told_on_wrong_channel,
    shown_and_withheld,
    milestone_without_day,
    gain_shares_not_100,
    waiver_of_nothing,
    site_setting,
    unusable_page,
    dangling_link,
    personal_data,
    allow_of_nothing,
)
"""Checks that ask the agreement: `find(agreement)`."""

DAY: tuple[ModuleType, ...] = (
    vacant_seat,
    accountable_twice,
    debtor_not_responsible,
    promise_without_activity,
    channel_not_read,
    overdue_drill,
    escalation_unanswered,
    crisis_update_late,
    crisis_review_overdue,
    overdue_forecast,
    volume_outside_band,
    always_on_holiday,
    meeting_at_no_hour,
    missed_meeting,
    meeting_without_quorum,
    overdue_minutes,
    overdue_action,
    action_without_owner,
    survey_without_result,
    asked_and_not_acted_on,
    norms_that_contradict,
    meeting_in_free_time,
    overdue_culture,
    holidays_run_out,
    one_sided_promises,
    expired_waiver,
    lapses_soon,
    not_measured_yet,
    level_to_be_reset,
    overdue_dispute,
    breach_clock_running,
    breach_notice_overdue,
    tool_audit_out_of_date,
    tool_duty_missing,
    overdue_care,
    care_due_soon,
    change_request_unanswered,
    accepted_change_not_made,
    risk_not_reviewed,
    improvement_without_result,
    overdue_exit_drill,
    overdue_milestone,
)
"""Checks that ask the agreement on a day: `find(agreement, as_of)`."""

VERDICTS: tuple[ModuleType, ...] = (
    action_for_no_breach,
    overdue_corrective_action,
    result_against_numbers,
)
"""Checks that ask the verdicts of a day: `find(agreement, as_of, verdicts)`."""

PROPOSAL: tuple[ModuleType, ...] = (
    personal_data_in_message,
    protected_path_touched,
    id_reused_after_removal,
    record_rewritten,
    close_not_reproduced,
    accepted_at_once,
    change_dated_into_the_past,
    change_without_notice,
    terms_changed_in_place,
    effective_dates_changed_in_place,
)
"""Checks that ask a branch compared with its base: `find(proposal)`."""

ALL: tuple[ModuleType, ...] = (*AGREEMENT, *DAY, *VERDICTS, *PROPOSAL)


def check_id(module: ModuleType) -> str:
    """Name a check by its module: `wrong_value` is `wrong-value`."""
    return module.__name__.rpartition(".")[2].replace("_", "-")


def find_all(
    agreement: Agreement, as_of: date, proposal: Proposal | None = None
) -> tuple[Finding, ...]:
    """Ask every check; waived findings are kept and say which waiver accepts them.

    Args:
        agreement: The documents that are asked.
        as_of: The day judged.
        proposal: The same documents beside their base, whose waivers then judge.

    """
    found = [*_asked(AGREEMENT, agreement), *_asked(DAY, agreement, as_of)]
    if proposal is None:
        return with_waivers(found, agreement, as_of)
    found.extend(_asked(PROPOSAL, proposal))
    return with_waivers(found, proposal.policy, as_of)


def find_about(
    agreement: Agreement, as_of: date, verdicts: tuple[Verdict, ...]
) -> tuple[Finding, ...]:
    """Ask the checks of verdicts, which need them all; waived findings say which waiver does it.

    Args:
        agreement: The documents that are asked.
        as_of: The day judged.
        verdicts: Every verdict of that day.

    """
    return with_waivers(_asked(VERDICTS, agreement, as_of, verdicts), agreement, as_of)


def find_form(agreement: Agreement) -> Iterator[Finding]:
    """Ask the checks of form and reference alone, before any waiver."""
    yield from _asked(FORM, agreement)


def with_waivers(
    found: Iterable[Finding], agreement: Agreement, as_of: date
) -> tuple[Finding, ...]:
    """Sort findings, each saying which waiver accepts it on a day."""
    waivers = [waiver for waiver in agreement.of(Waiver) if as_of <= waiver.expires]
    return tuple(sorted((_waived(finding, waivers) for finding in found), key=_order))


def _asked(checks: Iterable[ModuleType], *asked: object) -> Iterator[Finding]:
    """Ask checks; what terms say again after an amendment is found once."""
    for check in checks:
        name = check_id(check)
        for finding in dict.fromkeys(check.find(*asked)):
            leads = getattr(check, "LEADS", False)
            yield replace(finding, check=name, severity=check.SEVERITY, leads=leads)


def _waived(finding: Finding, waivers: Iterable[Waiver]) -> Finding:
    subject = finding.place.document or finding.place.path
    for waiver in waivers:
        if waiver.check != finding.check or waiver.document != subject:
            continue
        if waiver.pointer is None or waiver.pointer == finding.place.pointer:
            return replace(finding, waived=waiver.id)
    return finding


def _order(finding: Finding) -> tuple[bool, str, int, int, str, str]:
    return finding.order
