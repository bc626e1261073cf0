package io.tocsin.evaluator.template;

import static io.tocsin.core.template.value.GoType.ANY;
import static io.tocsin.core.template.value.GoType.STRING;
import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.UrlEscapes;
import io.tocsin.core.template.function.AlertmanagerFunctions;
import io.tocsin.core.template.value.CallException;
import io.tocsin.core.template.value.Function;
import io.tocsin.core.template.value.GoType;
import io.tocsin.core.template.value.Value;
import io.tocsin.core.template.value.Value.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What makes texts of texts.
 *
 * @see "Upstream: template/template.go, util/strutil"
 */
final class TextFunctions {
    /** These are the same in both programs. */
    private static final List<String> SHARED = List.of("toUpper", "toLower", "match", "reReplaceAll", "safeHtml");

    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\.(" + OCTET + ")){3}");

    private TextFunctions() {}

    /** A function of one text. */
    @FunctionalInterface
    private interface Conversion {
        String of(String text) throws CallException;
    }

    static List<Function> all() {
        Map<String, Function> alertmanager = AlertmanagerFunctions.create();
        List<Function> functions = new ArrayList<>();
        SHARED.forEach(name -> functions.add(requireNonNull(alertmanager.get(name), name)));
        functions.add(ofText("title", TextFunctions::title));
        functions.add(ofText("graphLink", expression -> link(expression, 0)));
        functions.add(ofText("tableLink", expression -> link(expression, 1)));
        functions.add(ofText("urlQueryEscape", UrlEscapes::query));
        functions.add(ofText("stripPort", TextFunctions::withoutPort));
        functions.add(ofText("stripDomain", TextFunctions::withoutDomain));
        functions.add(Function.variadic("args", List.of(ANY), (call, arguments) -> numbered(arguments)));
        return functions;
    }

    private static Function ofText(String name, Conversion conversion) {
        return Function.of(
                name, List.of(STRING), (call, arguments) -> Text.of(conversion.of(((Text) arguments.get(0)).text())));
    }

    /** As Go's {@code strings.Title}: the first letter of each word, the others as they are. */
    private static String title(String text) {
        StringBuilder title = new StringBuilder(text.length());
        boolean isStart = true;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            title.appendCodePoint(isStart ? Character.toTitleCase(point) : point);
            isStart = isSeparator(point);
            i += Character.charCount(point);
        }
        return title.toString();
    }

    private static boolean isSeparator(int point) {
        if (Character.isLetterOrDigit(point) || point == '_') {
            return false;
        }
        return point < 0x80 || Character.isSpaceChar(point) || point == 0x85;
    }

    private static String link(String expression, int tab) {
        return "/graph?g0.expr=" + UrlEscapes.query(expression) + "&g0.tab=" + tab;
    }

    private static String withoutPort(String hostPort) {
        HostPort parts = HostPort.split(hostPort);
        return parts == null ? hostPort : parts.host();
    }

    private static String withoutDomain(String hostPort) {
        HostPort parts = HostPort.split(hostPort);
        String host = parts == null ? hostPort : parts.host();
        if (IPV4.matcher(host).matches() || host.contains(":")) {
            return hostPort;
        }
        int dot = host.indexOf('.');
        String first = dot < 0 ? host : host.substring(0, dot);
        return parts == null || parts.port().isEmpty() ? first : first + ":" + parts.port();
    }

    /** Go's {@code net.SplitHostPort}. */
    private record HostPort(String host, String port) {
        static @Nullable HostPort split(String text) {
            int colon = text.lastIndexOf(':');
            if (colon < 0) {
                return null;
            }
            String host = text.substring(0, colon);
            if (host.startsWith("[") && host.endsWith("]")) {
                host = host.substring(1, host.length() - 1);
            } else if (host.indexOf(':') >= 0) {
                return null;
            }
            boolean hasBracket = host.indexOf('[') >= 0 || host.indexOf(']') >= 0;
            return hasBracket ? null : new HostPort(host, text.substring(colon + 1));
        }
    }

    private static Value numbered(List<Value> arguments) {
        Map<String, Value> named = new LinkedHashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            named.put("arg" + i, arguments.get(i));
        }
        return new Arguments(named);
    }

    /** What {@code args} makes. */
    private record Arguments(Map<String, Value> named) implements Value.Mapping {
        @Override
        public GoType type() {
            return GoType.ANY_BY_STRING;
        }

        @Override
        public int size() {
            return named.size();
        }

        @Override
        public @Nullable Value get(String key) {
            return named.get(key);
        }

        @Override
        public List<String> keys() {
            return named.keySet().stream().sorted().toList();
        }

        @Override
        public int depth() {
            return Value.depthAround(named.values());
        }
    }
}
