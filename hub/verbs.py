"""What departments and the portal do: each verb is a command of casework and its request."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from casework.act import Command
from casework.flows import (
    commitment_acceptance,
    commitment_decision,
    commitment_follow,
    commitment_rescission,
    commitment_supplement,
    completion_closing,
    credit,
    exemption,
    handling,
    joint_closing,
    joint_opinions,
    joint_rectifying,
    joint_review,
    joint_site,
    late_notice,
    online,
    permit_review,
    project_closing,
    project_import,
    result_bin,
    supplement,
    survey_papers,
    survey_results,
    survey_site,
    tasks,
    tender,
)


@dataclass(frozen=True, slots=True)
class Verb:
    """A command and the dataclass its JSON body is read as."""

    command: Command[Any]
    request: type
    files: Callable[[Any], tuple[str, ...]] = lambda _: ()
    """The blobs (SHA-256 in hex) that must lie here before it is performed."""


VERBS: Mapping[str, Verb] = {
    "case.decide": Verb(handling.DECIDE, handling.Decide),
    "case.review": Verb(handling.REVIEW, handling.Review),
    "case.opine": Verb(handling.OPINE, handling.Opine),
    "case.suspend": Verb(handling.SUSPEND, handling.Suspend),
    "case.resume": Verb(handling.RESUME, handling.Resume),
    "case.extend": Verb(handling.EXTEND, handling.Extend),
    "case.return": Verb(handling.RETURN, handling.Return),
    "case.late_notice": Verb(late_notice.AT_DESK, late_notice.LateNotice),
    "case.determine": Verb(handling.DETERMINE, handling.Determine),
    "case.complete": Verb(handling.COMPLETE, handling.Complete),
    "commitment.take_up": Verb(commitment_acceptance.TAKE_UP, commitment_acceptance.Accept),
    "commitment.decide": Verb(commitment_decision.DECIDE, commitment_decision.Decide),
    "commitment.review": Verb(commitment_supplement.REVIEW, commitment_supplement.Review),
    "commitment.verify": Verb(commitment_follow.VERIFY, commitment_follow.Verify),
    "commitment.order": Verb(commitment_follow.ORDER, commitment_follow.Order),
    "commitment.check": Verb(commitment_follow.CHECK, commitment_follow.CheckOrder),
    "commitment.rescind": Verb(commitment_rescission.RESCIND, commitment_rescission.Rescind),
    "completion.file": Verb(completion_closing.FILE, completion_closing.File),
    "credit.enter": Verb(credit.ENTER, credit.Enter),
    "credit.lift": Verb(credit.LIFT, credit.Lift),
    "credit.publish": Verb(credit.PUBLISH, credit.Publish),
    "exemption.correct": Verb(exemption.CORRECT, exemption.Correct),
    "online.file": Verb(online.FILE, online.Filing, online.blobs_of),
    "online.supplement": Verb(online.SUPPLEMENT, online.Supplement, online.blobs_of),
    "joint.distribute": Verb(joint_review.DISTRIBUTE_VERB, joint_review.Distribute),
    "joint.confirm": Verb(joint_review.CONFIRM, joint_review.Confirm),
    "joint.arrange": Verb(joint_site.ARRANGE_VERB, joint_site.Arrange),
    "joint.hold": Verb(joint_site.HOLD, joint_site.Hold),
    "joint.opine": Verb(joint_opinions.OPINE, joint_opinions.Opine),
    "joint.list_measures": Verb(joint_opinions.LIST_MEASURES, joint_opinions.ListMeasures),
    "joint.deliver": Verb(joint_opinions.DELIVER, joint_opinions.Deliver),
    "joint.summarise": Verb(joint_rectifying.SUMMARISE_VERB, joint_rectifying.Summarise),
    "joint.reinspect": Verb(joint_rectifying.REINSPECT_VERB, joint_rectifying.Reinspect),
    "joint.recognise": Verb(joint_closing.RECOGNISE, joint_closing.Recognise),
    "joint.record": Verb(joint_closing.RECORD_VERB, joint_closing.Record),
    "joint.conclude": Verb(joint_closing.CONCLUDE_VERB, joint_closing.Conclude),
    "project.pass": Verb(project_import.PASS, project_import.Pass),
    "project.send_back": Verb(project_import.SEND_BACK, project_import.SendBack),
    "project.file_completion": Verb(
        project_closing.FILE_COMPLETION, project_closing.FileCompletion
    ),
    "project.confirm_archive": Verb(
        project_closing.CONFIRM_ARCHIVE, project_closing.ConfirmArchive
    ),
    "project.end": Verb(project_closing.END, project_closing.End),
    "result.review": Verb(supplement.REVIEWED, supplement.Review),
    "result.bin": Verb(result_bin.BIN_REVIEWED, result_bin.BinResult),
    "result.restore": Verb(result_bin.RESTORE_REVIEWED, result_bin.RestoreResult),
    "permit.review": Verb(permit_review.REVIEW, permit_review.FirstReview),
    "permit.answer": Verb(permit_review.ANSWER, permit_review.AnswerPart),
    "permit.determine": Verb(permit_review.DETERMINE, permit_review.Determine),
    "survey.acknowledge": Verb(survey_results.ACKNOWLEDGE, survey_results.Acknowledge),
    "survey.ask_data": Verb(survey_site.ASK_DATA, survey_site.RequestData),
    "survey.fault": Verb(survey_results.FAULT, survey_results.Fault),
    "survey.get_papers": Verb(
        survey_papers.GET_PAPERS, survey_papers.TakePapers, survey_papers.blobs_of
    ),
    "survey.pass": Verb(survey_results.PASS, survey_results.Pass),
    "survey.rectify": Verb(survey_results.RECTIFY, survey_results.Rectify),
    "survey.say_ready": Verb(survey_site.SAY_READY, survey_site.Ready),
    "survey.send_in": Verb(survey_results.SEND_IN, survey_results.HandIn, survey_results.blobs_of),
    "survey.tell_remeasured": Verb(survey_results.TELL_REMEASURED, survey_results.Remeasured),
    "task.deliver": Verb(tasks.TAKE_NOTE, tasks.Delivered),
    "task.answer": Verb(tasks.ANSWER, tasks.Answered),
    "tender.lock": Verb(tender.LOCK, tender.LockPersons),
}
