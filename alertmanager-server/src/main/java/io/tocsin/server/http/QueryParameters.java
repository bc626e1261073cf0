package io.tocsin.server.http;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a query, in the order sent. Immutable.
 *
 * <p>Two are equal if they were sent alike.
 *
 * <p>As in the original, parts with a broken escape or a semicolon are skipped without a word, and so are names that
 * nobody asks for.
 *
 * @see "Go: net/url.ParseQuery; go-openapi/swag ConvertBool"
 */
public final class QueryParameters {
    private static final Set<String> TRUE =
            Set.of("true", "1", "yes", "ok", "y", "on", "selected", "checked", "t", "enabled");

    /** Nobody sends more, but whoever wants the memory; Go has come to the same limit. */
    private static final int PARTS_MAX = 10_000;

    private final List<Parameter> parameters;

    /** @param sent the value with its escapes */
    private record Parameter(String name, String value, String sent) {}

    private QueryParameters(List<Parameter> parameters) {
        this.parameters = parameters;
    }

    /** @param query with escapes; a form that was posted is written alike */
    public static QueryParameters parse(String query) {
        List<Parameter> parameters = new ArrayList<>();
        // The last of the parts is what is beyond the limit; it has a "&" in it then.
        for (String part : query.split("&", PARTS_MAX + 1)) {
            if (part.isEmpty() || part.indexOf(';') >= 0 || part.indexOf('&') >= 0) {
                continue;
            }
            int equals = part.indexOf('=');
            Optional<String> name = RequestTarget.decode(equals < 0 ? part : part.substring(0, equals), true);
            String sent = equals < 0 ? "" : part.substring(equals + 1);
            Optional<String> value = RequestTarget.decode(sent, true);
            if (name.isPresent() && value.isPresent()) {
                parameters.add(new Parameter(name.get(), value.get(), sent));
            }
        }
        return new QueryParameters(List.copyOf(parameters));
    }

    /** These, and behind them {@code more}. */
    public QueryParameters before(QueryParameters more) {
        List<Parameter> all = new ArrayList<>(parameters);
        all.addAll(more.parameters);
        return new QueryParameters(List.copyOf(all));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof QueryParameters that && parameters.equals(that.parameters);
    }

    @Override
    public int hashCode() {
        return parameters.hashCode();
    }

    /** Every name given, once. */
    public Set<String> names() {
        return parameters.stream().map(Parameter::name).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Every value given for {@code name}, empty ones included. */
    public List<String> all(String name) {
        return parameters.stream()
                .filter(each -> each.name().equals(name))
                .map(Parameter::value)
                .toList();
    }

    /** The first value given for {@code name}; empty if there is none. */
    public String first(String name) {
        List<String> values = all(name);
        return values.isEmpty() ? "" : values.get(0);
    }

    /** The last value given for {@code name}; an empty one counts as none. */
    public Optional<String> last(String name) {
        List<String> values = all(name);
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(values.get(values.size() - 1)).filter(v -> !v.isEmpty());
    }

    /**
     * The rest of the last value given for {@code name}, from its first byte on that is no UTF-8; empty if there is no such
     * byte.
     */
    public Optional<String> lastBroken(String name) {
        Optional<Parameter> last = parameters.stream()
                .filter(each -> each.name().equals(name))
                .reduce((first, second) -> second)
                .filter(each -> each.value().indexOf('\uFFFD') >= 0);
        if (last.isEmpty()) {
            return Optional.empty();
        }
        ByteBuffer bytes =
                ByteBuffer.wrap(RequestTarget.bytes(last.get().sent(), true).orElseThrow());
        CharBuffer good = CharBuffer.allocate(bytes.remaining());
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(bytes, good, true);
        return result.isError() ? Optional.of(last.get().value().substring(good.position())) : Optional.empty();
    }

    /** True for the original's words for yes, in any case; false for anything else; true when nothing is given. */
    public boolean flagDefaultTrue(String name) {
        return last(name)
                .map(value -> TRUE.contains(value.toLowerCase(Locale.ROOT)))
                .orElse(true);
    }
}
