//! Reads one message with all that it refers to, for the variables that it needs and for what is wrong with it.

use super::Locale;
use fluent_syntax::ast::{
    Attribute, Expression, Identifier, InlineExpression, Pattern, PatternElement,
};
use std::collections::BTreeSet;

/// What a placeable can see.
#[derive(Clone, Copy)]
pub(super) enum Sight<'a, 's> {
    /// In a message: the variables that the caller gives.
    Message,
    /// In a term: only the named arguments of the reference.
    Term(&'a BTreeSet<&'s str>),
}

/// Reads one message with all that it refers to.
pub(super) struct Reader<'a, 's> {
    pub(super) locale: &'a Locale<'s>,
    /// File and message, for the problems.
    pub(super) at: String,
    /// The entries that are being read, outermost first: a repeated one is a circle.
    pub(super) trail: Vec<String>,
    /// The entries that were read on the way.
    pub(super) referred: BTreeSet<String>,
    pub(super) variables: BTreeSet<&'s str>,
    pub(super) problems: &'a mut Vec<String>,
}

impl<'s> Reader<'_, 's> {
    /// Reads a text with all its placeables.
    pub(super) fn pattern(&mut self, pattern: &Pattern<&'s str>, sight: Sight<'_, 's>) {
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                self.expression(expression, sight);
            }
        }
    }

    fn expression(&mut self, expression: &Expression<&'s str>, sight: Sight<'_, 's>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline, sight),
            Expression::Select { selector, variants } => {
                // A term may choose by an argument that is not given: it takes the default then.
                if !matches!(
                    (selector, sight),
                    (InlineExpression::VariableReference { .. }, Sight::Term(_))
                ) {
                    self.inline(selector, sight);
                }
                for variant in variants {
                    self.pattern(&variant.value, sight);
                }
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<&'s str>, sight: Sight<'_, 's>) {
        match inline {
            InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
            InlineExpression::Placeable { expression } => self.expression(expression, sight),
            InlineExpression::VariableReference { id } => match sight {
                Sight::Message => {
                    self.variables.insert(id.name);
                }
                Sight::Term(given) if given.contains(id.name) => {}
                Sight::Term(_) => self.complain(&format!(
                    "a term shows `${}`, which is not given to it",
                    id.name
                )),
            },
            InlineExpression::FunctionReference { id, .. } => {
                self.complain(&format!("the function {}() is not known", id.name));
            }
            InlineExpression::MessageReference { id, attribute } => {
                let message = self.locale.messages.get(id.name);
                let value = message.and_then(|message| message.value.as_ref());
                let attributes = message.map_or(&[][..], |message| &message.attributes);
                self.follow(id.name, attribute.as_ref(), value, attributes, sight);
            }
            InlineExpression::TermReference {
                id,
                attribute,
                arguments,
            } => {
                let mut given = BTreeSet::new();
                if let Some(arguments) = arguments {
                    given.extend(arguments.named.iter().map(|argument| argument.name.name));
                    for argument in &arguments.positional {
                        self.inline(argument, sight);
                    }
                }
                let term = self.locale.terms.get(id.name);
                let value = term.map(|term| &term.value);
                let attributes = term.map_or(&[][..], |term| &term.attributes);
                let (name, sight) = (format!("-{}", id.name), Sight::Term(&given));
                self.follow(&name, attribute.as_ref(), value, attributes, sight);
            }
        }
    }

    /// Reads what a reference to a message or a term points at.
    fn follow(
        &mut self,
        name: &str,
        attribute: Option<&Identifier<&'s str>>,
        value: Option<&Pattern<&'s str>>,
        attributes: &[Attribute<&'s str>],
        sight: Sight<'_, 's>,
    ) {
        let (name, target) = match attribute {
            None => (name.to_owned(), value),
            Some(wanted) => {
                let mut attributes = attributes.iter();
                let found = attributes.find(|attribute| attribute.id == *wanted);
                (
                    format!("{name}.{}", wanted.name),
                    found.map(|found| &found.value),
                )
            }
        };
        if self.trail.contains(&name) {
            self.complain(&format!("`{name}` refers to itself"));
        } else if let Some(target) = target {
            self.referred.insert(name.clone());
            self.trail.push(name);
            self.pattern(target, sight);
            self.trail.pop();
        } else {
            self.complain(&format!("`{name}` does not exist"));
        }
    }

    fn complain(&mut self, what: &str) {
        self.problems.push(format!("{}: {what}", self.at));
    }
}
