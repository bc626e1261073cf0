package io.tocsin.server.api;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.PostedAlert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.label.GoQuote;
import io.tocsin.core.label.StringPool;
import io.tocsin.server.api.JsonCursor.Kind;
import io.tocsin.server.api.SenderTime.UnreadableTimeException;
import io.tocsin.server.http.RequestUri;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of {@code POST /api/v2/alerts} straight into posted alerts.
 *
 * <p>A body is refused as a whole for the same reasons, in the same order and in the same words as the original's:
 * first its syntax, then types and times, then what is required. Field names are compared without regard to case, a
 * field that stands twice is merged, unknown fields are ignored.
 *
 * <p>Not thread-safe; reusable, and sparing with memory if it is reused.
 */
final class AlertsReader {
    private static final long GO_ZERO_EPOCH_SECOND = -62_135_596_800L;

    /** What the original prints for the part of an alert that it reads first. */
    private static final String ALERT_TYPE = "struct { Annotations models.LabelSet"
            + " \"json:\\\"annotations,omitempty\\\"\"; EndsAt strfmt.DateTime \"json:\\\"endsAt,omitempty\\\"\";"
            + " StartsAt strfmt.DateTime \"json:\\\"startsAt,omitempty\\\"\" }";

    private final StringPool strings;
    private final JsonCursor json = new JsonCursor();
    private final SenderTime time = new SenderTime();
    private final PairBuffer labels = new PairBuffer();
    private final PairBuffer annotations = new PairBuffer();
    private final KnownUrls knownUrls = new KnownUrls();

    private @Nullable Timestamp startsAt;
    private @Nullable Timestamp endsAt;
    private String generatorUrl = "";

    /** Problems of the alert being read. The original reads times and annotations before labels and URL. */
    private @Nullable String firstProblem;

    private @Nullable String secondProblem;

    AlertsReader(StringPool strings) {
        this.strings = requireNonNull(strings, "strings");
    }

    /**
     * @param length how many bytes of {@code body} to read
     * @throws Refusal if the body is refused as a whole
     */
    List<PostedAlert> read(byte[] body, int length) throws Refusal {
        json.start(body, length);
        try {
            if (json.isAtEnd()) {
                throw Refusal.required("alerts in body");
            }
            return readBody();
        } catch (JsonSyntaxException e) {
            throw unparseable(e.text());
        } finally {
            finish();
        }
    }

    /** Lets go of what was read: readers live as long as their threads. */
    private void finish() {
        json.finish();
        labels.finish();
        annotations.finish();
        clear();
    }

    private void clear() {
        labels.clear();
        annotations.clear();
        startsAt = null;
        endsAt = null;
        generatorUrl = "";
        firstProblem = null;
        secondProblem = null;
    }

    private static Refusal unparseable(String why) {
        return Refusal.badRequest("parsing alerts body from \"\" failed, because " + why);
    }

    private List<PostedAlert> readBody() throws JsonSyntaxException, Refusal {
        if (json.kind() != Kind.ARRAY) {
            Kind kind = json.skip();
            if (kind == Kind.NULL) {
                return List.of();
            }
            throw unparseable("json: cannot unmarshal " + kind.word() + " into Go value of type models.PostableAlerts");
        }
        // The whole text is looked at before anything is refused: a syntax error further back counts more.
        List<PostedAlert> alerts = new ArrayList<>();
        String problem = null;
        Refusal violation = null;
        json.enter();
        for (int i = 0; json.nextElement(i == 0); i++) {
            String found = readAlert(i);
            if (problem == null) {
                problem = found;
            }
            if (problem == null && violation == null) {
                violation = violationOf(i);
            }
            if (problem == null && violation == null) {
                alerts.add(alert());
            }
        }
        if (problem != null) {
            throw unparseable(problem);
        }
        if (violation != null) {
            throw violation;
        }
        return alerts;
    }

    /** @return what keeps the value from being an alert, null if nothing does */
    private @Nullable String readAlert(int index) throws JsonSyntaxException {
        clear();
        Kind kind = json.kind();
        if (kind != Kind.OBJECT) {
            json.skip();
            // Deviation D-013: the original crashes on null and closes the connection.
            return kind == Kind.NULL
                    ? "alert " + index + " is null, expected an object"
                    : "json: cannot unmarshal " + kind.word() + " into Go value of type " + ALERT_TYPE;
        }
        json.enter();
        for (boolean isFirst = true; json.nextMember(isFirst); isFirst = false) {
            readField();
        }
        return firstProblem != null ? firstProblem : secondProblem;
    }

    private void readField() throws JsonSyntaxException {
        if (json.isText("labels")) {
            secondProblem = orElse(secondProblem, labels.read(json, strings, "Alert.labels"));
        } else if (json.isText("annotations")) {
            firstProblem = orElse(firstProblem, annotations.read(json, strings, ".annotations"));
        } else if (json.isText("startsat")) {
            startsAt = readTime(startsAt);
        } else if (json.isText("endsat")) {
            endsAt = readTime(endsAt);
        } else if (json.isText("generatorurl")) {
            readUrl();
        } else {
            json.skip();
        }
    }

    private static @Nullable String orElse(@Nullable String first, @Nullable String second) {
        return first != null ? first : second;
    }

    private @Nullable Timestamp readTime(@Nullable Timestamp before) throws JsonSyntaxException {
        Kind kind = json.skip();
        if (kind == Kind.NULL) {
            return before;
        }
        if (kind != Kind.STRING) {
            firstProblem = orElse(firstProblem, noString(kind));
            return before;
        }
        try {
            Timestamp read = time.parse(json.text(), json.textLength());
            // Go's zero time is how a sender in Go writes an absent one.
            return read.epochSecond() == GO_ZERO_EPOCH_SECOND && read.nano() == 0 ? null : read;
        } catch (UnreadableTimeException e) {
            firstProblem = orElse(firstProblem, e.getMessage());
            return before;
        }
    }

    private void readUrl() throws JsonSyntaxException {
        Kind kind = json.skip();
        if (kind == Kind.STRING) {
            generatorUrl = json.sharedText(strings);
        } else if (kind != Kind.NULL) {
            secondProblem = orElse(secondProblem, noString(kind));
        }
    }

    /** What is said of a value that should be a time or a URL. */
    static String noString(Kind kind) {
        return "json: cannot unmarshal " + kind.word() + " into Go value of type string";
    }

    private @Nullable Refusal violationOf(int index) {
        if (!generatorUrl.isEmpty() && !knownUrls.isValid(generatorUrl)) {
            return Refusal.badFormat(index + ".generatorURL in body", "uri", GoQuote.quote(generatorUrl));
        }
        return labels.isGiven() ? null : Refusal.required(index + ".labels in body");
    }

    private PostedAlert alert() {
        return new PostedAlert(labels.toLabels(), annotations.toLabels(), startsAt, endsAt, generatorUrl);
    }

    /** URLs that were found valid: all alerts of a rule have the same, so most of them need no second look. */
    private static final class KnownUrls {
        private static final int SLOTS = 512;
        private static final int LENGTH_MAX = 1024;

        private final @Nullable String[] valid = new @Nullable String[SLOTS];

        boolean isValid(String url) {
            if (url.length() > LENGTH_MAX) {
                return RequestUri.isValid(url);
            }
            int hash = url.hashCode();
            int slot = (hash ^ hash >>> 16) & SLOTS - 1;
            if (url.equals(valid[slot])) {
                return true;
            }
            boolean isValid = RequestUri.isValid(url);
            if (isValid) {
                valid[slot] = url;
            }
            return isValid;
        }
    }
}
