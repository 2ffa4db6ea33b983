// The saved question named by the address the page was opened with; the planner writes the address anew soon after.
export const askedByLink = new URLSearchParams(location.search).get('question');
