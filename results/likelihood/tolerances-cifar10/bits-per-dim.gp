# Made by odelia report; run gnuplot on this file to draw it again.
$c0 << EOD
175.67578 3.7903161 0.00028181403
256.50391 3.7902506 6.0372409e-05
388.13672 3.7902634 1.4724302e-05
EOD
$c1 << EOD
99.265625 3.7900911 0.00031291385
135.99219 3.7902771 0.00025545655
210.71094 3.7902753 3.3872373e-05
EOD
$c2 << EOD
128.57031 3.7902254 0.00032841556
208.60938 3.7902408 0.00011376651
338.71094 3.7902649 1.8902221e-05
EOD
set lmargin at screen 0.08
set rmargin at screen 0.663
set tmargin at screen 0.865
set bmargin at screen 0.125
set label 1 'Likelihood against network evaluations' at screen 0.02, screen 0.955 left noenhanced font ',16' textcolor rgb '#222222'
set label 2 'bits/dim; bars: the stated ODE error' at screen 0.02, screen 0.905 left noenhanced font ',12' textcolor rgb '#5b636d'
set xlabel 'evaluations per image' noenhanced offset 0,-0.2 textcolor rgb '#5b636d'
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
set logscale x
set xtics ('100' 100, '200' 200)
set xrange [86.317935:446.35723]
set yrange [3.7863008:3.7941064]
set arrow 3 from graph 0.9229, graph 0.5077 to graph 1.018, graph 0.4562 nohead linecolor rgb '#900072B2' linewidth 0.8 dashtype 3
set label 4 'arkode_dormand_prince_7_4_5' at graph 1.024, graph 0.4562 left noenhanced font ',12' textcolor rgb '#0072B2'
set arrow 5 from graph 0.5512, graph 0.5092 to graph 1.018, graph 0.5602 nohead linecolor rgb '#90D55E00' linewidth 0.8 dashtype 3
set label 6 'dopri5' at graph 1.024, graph 0.5602 left noenhanced font ',12' textcolor rgb '#D55E00'
set arrow 7 from graph 0.8400, graph 0.5078 to graph 1.018, graph 0.5082 nohead linecolor rgb '#90009E73' linewidth 0.8 dashtype 3
set label 8 'odeint_dopri5' at graph 1.024, graph 0.5082 left noenhanced font ',12' textcolor rgb '#009E73'
set terminal svg size 860,540 font 'Helvetica,Arial,sans-serif,13' background '#ffffff'
set output 'bits-per-dim.svg'
plot $c0 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c0 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c1 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c1 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c2 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8
set terminal pngcairo size 1720,1080 fontscale 1.9 linewidth 2 pointscale 1.9 background '#ffffff'
set output 'bits-per-dim.png'
plot $c0 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c0 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c1 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c1 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c2 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8
unset output
