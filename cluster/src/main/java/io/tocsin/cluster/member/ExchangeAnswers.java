package io.tocsin.cluster.member;

import static java.util.Objects.requireNonNull;

import io.tocsin.cluster.message.Digests;
import io.tocsin.cluster.message.Message;
import io.tocsin.cluster.message.Message.Bucket;
import io.tocsin.cluster.message.Message.Compare;
import io.tocsin.cluster.message.Message.Differing;
import io.tocsin.cluster.message.Message.Fetch;
import io.tocsin.cluster.message.Message.Fetched;
import io.tocsin.cluster.message.Message.ListBuckets;
import io.tocsin.cluster.message.Message.Listed;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The side of an {@link Exchange} that answers. Thread-safe: nothing is remembered between two questions. */
final class ExchangeAnswers {
    private final RegisterScan scan;

    ExchangeAnswers(RegisterScan scan) {
        this.scan = requireNonNull(scan, "scan");
    }

    CompletionStage<? extends Message> to(Compare question, Instant now) {
        return scan.overview(now, question.upTo()).thenApply(here -> {
            List<Bucket> buckets = here.digests().differing(question.held()).stream()
                    .map(index -> new Bucket(index, here.size(index)))
                    .toList();
            return new Differing(buckets);
        });
    }

    CompletionStage<? extends Message> to(ListBuckets question, Instant now) {
        List<Integer> known = question.buckets().stream()
                .filter(index -> index >= 0 && index < Digests.BUCKETS)
                .toList();
        return scan.heldIn(known, now).thenApply(Listed::new);
    }

    CompletionStage<? extends Message> to(Fetch question) {
        return scan.fetch(question.keyHashes()).thenApply(found -> new Fetched(found.versions(), found.answered()));
    }
}
