package io.tocsin.server.prometheus;

import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.rule.AlertState;
import io.tocsin.evaluator.rule.GroupId;
import io.tocsin.evaluator.rule.GroupState;
import io.tocsin.evaluator.rule.KeptAlert;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What rules have come to, kept beside the journal so that {@code for} survives a restart: written when it has changed,
 * by whoever asks once a second. A disk that fails holds back nothing; it is tried again.
 *
 * <p>Used by one thread at a time.
 */
final class KeptRuleStates {
    private static final Logger LOG = LoggerFactory.getLogger(KeptRuleStates.class);

    static final String FILE_NAME = "rules.state";

    /** While nothing is pending, when alerts were seen last matters little. */
    private static final long LAZY_NANOS = Duration.ofSeconds(5).toNanos();

    private final Optional<StateFile> file;
    private byte[] written = new byte[0];
    private List<Essence> essence = List.of();
    private long writtenNanos;
    private boolean isFailing;

    /** What a restart must not find otherwise; the rest of an alert, and when it was seen last, may be some seconds old. */
    private record Essence(GroupId group, Labels labels, AlertState state, long activeAt, long resolvedAt) {}

    /** @param folder empty: nothing is kept */
    KeptRuleStates(Optional<Path> folder) {
        this.file = folder.map(each -> new StateFile(each.resolve(FILE_NAME)));
    }

    /** What was kept. What cannot be read is put aside, and the log says so: the alerts of rules begin anew then. */
    List<GroupState> restore() {
        if (file.isEmpty()) {
            return List.of();
        }
        try {
            byte[] body = file.get().read().orElse(new byte[0]);
            List<GroupState> states = read(body);
            written = body;
            return states;
        } catch (IOException e) {
            putAside(String.valueOf(e.getMessage()));
            return List.of();
        }
    }

    private void putAside(String why) {
        StateFile unreadable = file.orElseThrow();
        String aside;
        try {
            aside = unreadable.putAside().toString();
        } catch (IOException e) {
            aside = "not possible: " + e.getMessage();
        }
        LOG.atError()
                .addKeyValue("component", "evaluator")
                .addKeyValue("file", unreadable.path())
                .addKeyValue("err", why)
                .addKeyValue("aside", aside)
                .log("What rules had come to cannot be read: their alerts begin anew");
    }

    /** Writes the states if they are others than those that are there. */
    void keep(List<GroupState> states, long nowNanos) {
        if (file.isEmpty()) {
            return;
        }
        List<Essence> next = essence(states);
        boolean isPending = next.stream().anyMatch(each -> each.state() == AlertState.PENDING);
        if (!isPending && next.equals(essence) && nowNanos - writtenNanos < LAZY_NANOS) {
            return;
        }
        byte[] body = write(states);
        if (Arrays.equals(body, written)) {
            return;
        }
        try {
            file.get().write(body);
            written = body;
            essence = next;
            writtenNanos = nowNanos;
            if (isFailing) {
                isFailing = false;
                LOG.atInfo().addKeyValue("component", "evaluator").log("What rules come to is kept again");
            }
        } catch (IOException e) {
            if (!isFailing) {
                isFailing = true;
                LOG.atError()
                        .addKeyValue("component", "evaluator")
                        .addKeyValue("file", file.get().path())
                        .addKeyValue("err", e.getMessage())
                        .log("What rules come to cannot be kept: after a restart their alerts would begin anew");
            }
        }
    }

    private static List<Essence> essence(List<GroupState> states) {
        return states.stream()
                .flatMap(group -> group.alerts().stream()
                        .map(KeptAlert::alert)
                        .map(alert -> new Essence(
                                group.id(),
                                alert.labels(),
                                alert.state(),
                                alert.activeAtMillis(),
                                alert.resolvedAtMillis())))
                .toList();
    }

    private static byte[] write(List<GroupState> states) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (GroupState state : states) {
                byte[] one = state.toBytes();
                out.writeInt(one.length);
                out.write(one);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static List<GroupState> read(byte[] body) throws IOException {
        List<GroupState> states = new ArrayList<>();
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(body));
        while (in.available() > 0) {
            int length = in.readInt();
            if (length < 0 || length > in.available()) {
                throw new IOException("a record is longer than the file");
            }
            states.add(GroupState.of(in.readNBytes(length)));
        }
        return states;
    }
}
