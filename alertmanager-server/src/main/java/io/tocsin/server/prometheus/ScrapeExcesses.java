package io.tocsin.server.prometheus;

import io.tocsin.evaluator.scrape.ExceededLimit;
import io.tocsin.evaluator.scrape.ScrapeReport;
import io.tocsin.evaluator.scrape.ScrapeTarget;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to the log which targets bring more than they may, once for each until it no longer does so. What the store has no
 * place for is told of the first target alone: it would be the same of all. Thread-safe.
 */
final class ScrapeExcesses {
    private static final Logger LOG = LoggerFactory.getLogger(ScrapeExcesses.class);

    // Both are guarded by this: scrapes of different targets end at the same time.
    private final Set<ScrapeTarget> forgetful = new HashSet<>();
    private final Set<ScrapeTarget> withoutPlace = new HashSet<>();

    void report(String job, ScrapeTarget target, ScrapeReport report) {
        reportForgotten(job, target, report);
        reportStore(job, target, report);
    }

    private synchronized void reportForgotten(String job, ScrapeTarget target, ScrapeReport report) {
        if (report.isUp() && report.forgotten() == 0) {
            forgetful.remove(target);
        } else if (report.forgotten() > 0 && forgetful.add(target)) {
            LOG.atWarn()
                    .addKeyValue("component", "scraper")
                    .addKeyValue("job", job)
                    .addKeyValue("target", SecretText.masked(target.url()))
                    .addKeyValue("left_out", report.forgotten())
                    .log("A target says more than is remembered of it: some metadata is missing, or dropped series are"
                            + " looked at again in each scrape");
        }
    }

    private synchronized void reportStore(String job, ScrapeTarget target, ScrapeReport report) {
        if (report.limit().equals(Optional.of(ExceededLimit.STORE))) {
            if (withoutPlace.isEmpty()) {
                LOG.atWarn()
                        .addKeyValue("component", "scraper")
                        .addKeyValue("job", job)
                        .addKeyValue("target", SecretText.masked(target.url()))
                        .addKeyValue("err", SecretText.masked(report.error()))
                        .log("Scrapes fail since the store is full: targets that are new have no \"up\" at all");
            }
            withoutPlace.add(target);
        } else if (withoutPlace.remove(target) && withoutPlace.isEmpty()) {
            tellOfPlace();
        }
    }

    private static void tellOfPlace() {
        LOG.atInfo().addKeyValue("component", "scraper").log("The store has a place for all series again");
    }

    /** Forgets targets that are gone. */
    synchronized void keepOnly(Set<ScrapeTarget> targets) {
        forgetful.retainAll(targets);
        if (withoutPlace.retainAll(targets) && withoutPlace.isEmpty()) {
            tellOfPlace();
        }
    }
}
