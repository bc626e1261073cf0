package io.tocsin.server.api;

import io.tocsin.core.pipeline.DedupVerdict;

/** Writes verdicts as fields of an object. */
final class DedupVerdictWriter {
    private DedupVerdictWriter() {}

    static void write(GoJson out, DedupVerdict verdict) {
        if (verdict instanceof DedupVerdict.Notify notify) {
            out.writeStringField("verdict", "notify");
            out.writeStringField("reason", notify.reason().text());
        } else if (verdict instanceof DedupVerdict.AlreadyNotified already) {
            out.writeStringField("verdict", "already_notified");
            out.writeStringField("repeatsAfter", ApiTime.format(already.repeatsAfter()));
        } else if (verdict instanceof DedupVerdict.ServedByOther) {
            out.writeStringField("verdict", "served_by_other");
        } else if (verdict instanceof DedupVerdict.ResolveHeld) {
            out.writeStringField("verdict", "resolve_held");
        } else if (verdict instanceof DedupVerdict.ResolveUnwanted) {
            out.writeStringField("verdict", "resolve_unwanted");
        } else if (verdict instanceof DedupVerdict.NothingToResolve) {
            out.writeStringField("verdict", "nothing_to_resolve");
        } else {
            throw new AssertionError("unhandled verdict: " + verdict);
        }
    }
}
