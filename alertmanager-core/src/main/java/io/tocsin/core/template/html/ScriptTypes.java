package io.tocsin.core.template.html;

import java.util.Set;

/** The types of script elements whose content is JavaScript, or JSON, which is escaped alike. */
final class ScriptTypes {
    private static final Set<String> SCRIPTS = Set.of(
            "",
            "application/ecmascript",
            "application/javascript",
            "application/json",
            "application/ld+json",
            "application/x-ecmascript",
            "application/x-javascript",
            "module",
            "text/ecmascript",
            "text/javascript",
            "text/javascript1.0",
            "text/javascript1.1",
            "text/javascript1.2",
            "text/javascript1.3",
            "text/javascript1.4",
            "text/javascript1.5",
            "text/jscript",
            "text/livescript",
            "text/x-ecmascript",
            "text/x-javascript");

    private static final char NO_BREAK_SPACE = 0xA0;

    private ScriptTypes() {}

    /** @param type in lower case; parameters behind a semicolon do not count */
    static boolean isScript(String type) {
        int parameters = type.indexOf(';');
        return SCRIPTS.contains((parameters < 0 ? type : type.substring(0, parameters))
                .replace(NO_BREAK_SPACE, ' ')
                .strip());
    }
}
