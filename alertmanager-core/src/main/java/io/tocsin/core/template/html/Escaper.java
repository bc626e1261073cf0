package io.tocsin.core.template.html;

/** The functions that escape values. Authors cannot call them: the escaping of a template adds them to its pipelines. */
enum Escaper {
    ARGUMENTS("_eval_args_"),
    ATTRIBUTE("_html_template_attrescaper"),
    COMMENT("_html_template_commentescaper"),
    STYLE("_html_template_cssescaper"),
    STYLE_FILTER("_html_template_cssvaluefilter"),
    ATTRIBUTE_NAME_FILTER("_html_template_htmlnamefilter"),
    HTML("_html_template_htmlescaper"),
    SCRIPT_REGEXP("_html_template_jsregexpescaper"),
    SCRIPT_STRING("_html_template_jsstrescaper"),
    SCRIPT_TEMPLATE("_html_template_jstmpllitescaper"),
    SCRIPT_VALUE("_html_template_jsvalescaper"),
    UNQUOTED_ATTRIBUTE("_html_template_nospaceescaper"),
    RCDATA("_html_template_rcdataescaper"),
    SRCSET("_html_template_srcsetescaper"),
    URL("_html_template_urlescaper"),
    URL_FILTER("_html_template_urlfilter"),
    URL_NORMALIZER("_html_template_urlnormalizer");

    private final String function;

    Escaper(String function) {
        this.function = function;
    }

    /** As trees call it, and errors name it. */
    String function() {
        return function;
    }
}
