package io.tocsin.server.api;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.PostedAlert;
import io.tocsin.core.label.GoQuote;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.StringPool;
import io.tocsin.core.yaml.Spelling;
import io.tocsin.server.api.JsonCursor.Kind;
import io.tocsin.server.http.Identity;
import io.tocsin.server.receivertest.ReceiverTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a test of a receiver: an object, or nothing, of which every field may be absent. Unlike in API v2 a
 * field that is not known is refused.
 *
 * <p>Not thread-safe; used once.
 */
final class ReceiverTestReader {
    private static final List<String> FIELDS = List.of("alerts", "groupLabels", "integrations", "resolved");

    private final StringPool strings = new StringPool();
    private final JsonCursor json = new JsonCursor();
    private final List<String> integrations = new ArrayList<>();
    private List<PostedAlert> alerts = List.of();
    private Optional<Labels> groupLabels = Optional.empty();
    private boolean isResolved;

    /** @param length how many bytes of {@code body} to read */
    ReceiverTest read(String receiver, Identity identity, byte[] body, int length) throws Refusal {
        json.start(body, length);
        try {
            if (!json.isAtEnd()) {
                readBody(body);
                requireEnd();
            }
        } catch (JsonSyntaxException e) {
            throw Refusal.badRequest("the body is no JSON: " + e.text());
        } finally {
            json.finish();
        }
        return new ReceiverTest(receiver, alerts, groupLabels, integrations, isResolved, identity);
    }

    private void requireEnd() throws Refusal {
        if (!json.isAtEnd()) {
            throw Refusal.badRequest("the body: expected one object, but something follows it");
        }
    }

    private void readBody(byte[] body) throws JsonSyntaxException, Refusal {
        expect(Kind.OBJECT, json.kind(), "the body", "an object such as {\"alerts\": [...]}");
        json.enter();
        for (boolean isFirst = true; json.nextMember(isFirst); isFirst = false) {
            readField(json.textAsString(), body);
        }
    }

    private void readField(String field, byte[] body) throws JsonSyntaxException, Refusal {
        switch (field) {
            case "alerts" -> alerts = alerts(body);
            case "groupLabels" -> groupLabels = groupLabels();
            case "integrations" -> readIntegrations();
            case "resolved" -> isResolved = flag();
            default ->
                throw Refusal.badRequest("unknown field " + GoQuote.quote(field)
                        + Spelling.closest(field, FIELDS)
                                .map(near -> "; did you mean \"" + near + "\"?")
                                .orElse("; known are " + String.join(", ", FIELDS)));
        }
    }

    /** In the words of API v2, whose alerts these are. */
    private List<PostedAlert> alerts(byte[] body) throws JsonSyntaxException, Refusal {
        expect(Kind.ARRAY, json.kind(), "alerts", "an array, as POST /api/v2/alerts takes it");
        int begin = json.offset();
        Kind unused = json.skip();
        byte[] array = Arrays.copyOfRange(body, begin, json.offset());
        return new AlertsReader(strings).read(array, array.length);
    }

    private Optional<Labels> groupLabels() throws JsonSyntaxException, Refusal {
        PairBuffer pairs = new PairBuffer();
        expect(Kind.OBJECT, json.kind(), "groupLabels", "an object of strings");
        @Nullable String problem = pairs.read(json, strings, "groupLabels");
        if (problem != null) {
            throw Refusal.badRequest("groupLabels: expected an object of strings");
        }
        return Optional.of(pairs.toLabels());
    }

    private void readIntegrations() throws JsonSyntaxException, Refusal {
        expect(Kind.ARRAY, json.kind(), "integrations", "an array such as [\"slack\", \"webhook[1]\"]");
        json.enter();
        for (boolean isFirst = true; json.nextElement(isFirst); isFirst = false) {
            expect(Kind.STRING, json.skip(), "integrations", "names such as \"slack\" or \"webhook[1]\"");
            integrations.add(json.textAsString());
        }
    }

    private boolean flag() throws JsonSyntaxException, Refusal {
        boolean isTrue = json.peek() == 't';
        expect(Kind.BOOL, json.skip(), "resolved", "true or false");
        return isTrue;
    }

    private static void expect(Kind expected, Kind got, String field, String what) throws Refusal {
        if (requireNonNull(got) != expected) {
            throw Refusal.badRequest(field + ": expected " + what + ", got " + got.word());
        }
    }
}
