package io.tocsin.server.api;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.MatchType;
import io.tocsin.core.label.StringPool;
import io.tocsin.core.silence.SilenceRequest;
import io.tocsin.core.silence.SilenceRequest.MatcherText;
import io.tocsin.server.api.JsonCursor.Kind;
import io.tocsin.server.api.SenderTime.UnreadableTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of {@code POST /api/v2/silences}.
 *
 * <p>A body is refused for the same reasons, in the same order and in the same words as the original's: first its syntax,
 * then types and times in the order in which they stand there, the id's type before all others, then what is required.
 * Field names are compared without regard to case, a field that stands twice is merged, unknown fields are ignored.
 *
 * <p>Not thread-safe; used once.
 */
final class SilenceReader {
    private final StringPool strings;
    private final JsonCursor json = new JsonCursor();
    private final SenderTime time = new SenderTime();
    private final PairBuffer annotations = new PairBuffer();
    private final List<Draft> matchers = new ArrayList<>();
    private boolean hasMatchers;
    private @Nullable String id;
    private @Nullable String comment;
    private @Nullable String createdBy;
    private @Nullable Instant startsAt;
    private @Nullable Instant endsAt;

    /** The original reads the id first, and everything else after it. */
    private @Nullable String idProblem;

    private @Nullable String problem;

    /** A matcher of which parts may be missing. */
    private static final class Draft {
        private @Nullable String name;
        private @Nullable String value;
        private @Nullable Boolean isRegex;
        private @Nullable Boolean isEqual;
    }

    SilenceReader(StringPool strings) {
        this.strings = requireNonNull(strings, "strings");
    }

    /**
     * @param length how many bytes of {@code body} to read
     * @throws Refusal if the body is refused before anything looks at what it says
     */
    SilenceRequest read(byte[] body, int length) throws Refusal {
        json.start(body, length);
        try {
            if (json.isAtEnd()) {
                throw Refusal.required("silence in body");
            }
            readBody();
        } catch (JsonSyntaxException e) {
            throw unparseable(e.text());
        } finally {
            json.finish();
        }
        String found = idProblem != null ? idProblem : problem;
        if (found != null) {
            throw unparseable(found);
        }
        return request();
    }

    private static Refusal unparseable(String why) {
        return Refusal.badRequest("parsing silence body from \"\" failed, because " + why);
    }

    private void readBody() throws JsonSyntaxException {
        if (json.kind() != Kind.OBJECT) {
            Kind kind = json.skip();
            if (kind != Kind.NULL) {
                idProblem = "json: cannot unmarshal " + kind.word()
                        + " into Go value of type struct { ID string \"json:\\\"id,omitempty\\\"\" }";
            }
            return;
        }
        json.enter();
        for (boolean isFirst = true; json.nextMember(isFirst); isFirst = false) {
            readField();
        }
    }

    private void readField() throws JsonSyntaxException {
        if (json.isText("id")) {
            Kind kind = json.skip();
            if (kind == Kind.STRING) {
                id = json.textAsString();
            } else if (kind != Kind.NULL && idProblem == null) {
                idProblem = noField(kind, ".id", "string");
            }
        } else if (json.isText("comment")) {
            readText(() -> "Silence.comment", text -> comment = text);
        } else if (json.isText("createdby")) {
            readText(() -> "Silence.createdBy", text -> createdBy = text);
        } else if (json.isText("startsat")) {
            startsAt = readTime(startsAt);
        } else if (json.isText("endsat")) {
            endsAt = readTime(endsAt);
        } else if (json.isText("matchers")) {
            readMatchers();
        } else if (json.isText("annotations")) {
            note(annotations.read(json, strings, "Silence.annotations"));
        } else {
            json.skip();
        }
    }

    private void note(@Nullable String found) {
        if (problem == null) {
            problem = found;
        }
    }

    private static String noField(Kind kind, String field, String type) {
        return "json: cannot unmarshal " + kind.word() + " into Go struct field " + field + " of type " + type;
    }

    private static String matcherField(int index, String name) {
        return "Silence.matchers." + index + "." + name;
    }

    /** @param field its name, put together only where it is needed */
    private void readText(Supplier<String> field, Consumer<@Nullable String> target) throws JsonSyntaxException {
        Kind kind = json.skip();
        if (kind == Kind.STRING) {
            target.accept(json.sharedText(strings));
        } else if (kind == Kind.NULL) {
            target.accept(null);
        } else {
            note(noField(kind, field.get(), "string"));
        }
    }

    private void readFlag(Supplier<String> field, Consumer<@Nullable Boolean> target) throws JsonSyntaxException {
        Kind kind = json.kind();
        if (kind == Kind.BOOL) {
            target.accept(json.peek() == 't');
        } else if (kind == Kind.NULL) {
            target.accept(null);
        } else {
            note(noField(kind, field.get(), "bool"));
        }
        json.skip();
    }

    private @Nullable Instant readTime(@Nullable Instant before) throws JsonSyntaxException {
        Kind kind = json.skip();
        if (kind == Kind.NULL) {
            return null;
        }
        if (kind != Kind.STRING) {
            note(AlertsReader.noString(kind));
            return before;
        }
        try {
            return time.parse(json.text(), json.textLength()).toInstant();
        } catch (UnreadableTimeException e) {
            note(e.getMessage());
            return before;
        }
    }

    private void readMatchers() throws JsonSyntaxException {
        if (json.kind() != Kind.ARRAY) {
            Kind kind = json.skip();
            if (kind == Kind.NULL) {
                hasMatchers = false;
                matchers.clear();
            } else {
                note(noField(kind, "Silence.matchers", "models.Matchers"));
            }
            return;
        }
        hasMatchers = true;
        json.enter();
        int count = 0;
        for (; json.nextElement(count == 0); count++) {
            if (count == matchers.size()) {
                matchers.add(new Draft());
            }
            readMatcher(count);
        }
        matchers.subList(count, matchers.size()).clear();
    }

    private void readMatcher(int index) throws JsonSyntaxException {
        if (json.kind() != Kind.OBJECT) {
            Kind kind = json.skip();
            // Deviation D-060: the original crashes on null and closes the connection.
            note(
                    kind == Kind.NULL
                            ? "matcher " + index + " is null, expected an object"
                            : "json: cannot unmarshal " + kind.word() + " into Silence.matchers." + index
                                    + " of type models.Matcher");
            return;
        }
        Draft draft = matchers.get(index);
        json.enter();
        for (boolean isFirst = true; json.nextMember(isFirst); isFirst = false) {
            if (json.isText("name")) {
                readText(() -> matcherField(index, "name"), text -> draft.name = text);
            } else if (json.isText("value")) {
                readText(() -> matcherField(index, "value"), text -> draft.value = text);
            } else if (json.isText("isregex")) {
                readFlag(() -> matcherField(index, "isRegex"), flag -> draft.isRegex = flag);
            } else if (json.isText("isequal")) {
                readFlag(() -> matcherField(index, "isEqual"), flag -> draft.isEqual = flag);
            } else {
                json.skip();
            }
        }
    }

    // --- what is required, in the order of the fields' names ---

    private SilenceRequest request() throws Refusal {
        String checkedComment = required(comment, "comment");
        String checkedCreator = required(createdBy, "createdBy");
        Instant checkedEnd = required(endsAt, "endsAt");
        List<MatcherText> checkedMatchers = matcherTexts();
        Instant checkedStart = required(startsAt, "startsAt");
        return new SilenceRequest(
                id == null ? "" : id,
                List.of(checkedMatchers),
                checkedStart,
                checkedEnd,
                checkedCreator,
                checkedComment,
                annotations.toLabels());
    }

    private static <T> T required(@Nullable T value, String field) throws Refusal {
        if (value == null) {
            throw Refusal.required(field + " in body");
        }
        return value;
    }

    private static <T> T required(@Nullable T value, int matcher, String field) throws Refusal {
        return value != null ? value : required(value, "matchers." + matcher + "." + field);
    }

    private List<MatcherText> matcherTexts() throws Refusal {
        if (!hasMatchers) {
            throw Refusal.required("matchers in body");
        }
        if (matchers.isEmpty()) {
            throw new Refusal(422, Refusal.CODE_TOO_FEW_ITEMS, "matchers in body should have at least 1 items");
        }
        List<MatcherText> texts = new ArrayList<>(matchers.size());
        for (int i = 0; i < matchers.size(); i++) {
            Draft draft = matchers.get(i);
            boolean isRegex = required(draft.isRegex, i, "isRegex");
            String name = required(draft.name, i, "name");
            String value = required(draft.value, i, "value");
            texts.add(new MatcherText(type(draft.isEqual, isRegex), name, value));
        }
        return texts;
    }

    private static MatchType type(@Nullable Boolean isEqual, boolean isRegex) {
        if (isEqual == null || isEqual) {
            return isRegex ? MatchType.REGEX : MatchType.EQUAL;
        }
        return isRegex ? MatchType.NOT_REGEX : MatchType.NOT_EQUAL;
    }
}
